/** What is refused when more is asked of the gateway than it can do. */
@NullMarked
package dev.steward.gateway.shedding;

import org.jspecify.annotations.NullMarked;
