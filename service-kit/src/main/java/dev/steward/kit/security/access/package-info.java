/** Deciding a request in this process: what policies say, what is known of the request, and who is told of the answer. */
@NullMarked
package dev.steward.kit.security.access;

import org.jspecify.annotations.NullMarked;
