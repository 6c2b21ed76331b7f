/** Sessions as containers of a Docker engine. */
@NullMarked
package dev.steward.session.adapter.docker;

import org.jspecify.annotations.NullMarked;
