/** The edge: authenticates, limits and routes. */
@NullMarked
package dev.steward.gateway;

import org.jspecify.annotations.NullMarked;
