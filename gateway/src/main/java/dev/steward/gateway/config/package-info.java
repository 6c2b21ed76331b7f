/** Settings and wiring of the edge. */
@NullMarked
package dev.steward.gateway.config;

import org.jspecify.annotations.NullMarked;
