/** Calls to the services behind the edge: time limits, breakers, retries and what went wrong. */
@NullMarked
package dev.steward.gateway.upstream;

import org.jspecify.annotations.NullMarked;
