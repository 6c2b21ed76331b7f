/** How long the gateway takes to find the route of a request. */
@NullMarked
package dev.steward.perf.routes;

import org.jspecify.annotations.NullMarked;
