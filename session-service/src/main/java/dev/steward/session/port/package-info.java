/** What sessions need from outside, named by need. An empty Mono means absent unless a port says otherwise. */
@NullMarked
package dev.steward.session.port;

import org.jspecify.annotations.NullMarked;
