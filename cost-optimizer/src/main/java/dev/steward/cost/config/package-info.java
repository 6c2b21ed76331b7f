/** Settings and wiring. */
@NullMarked
package dev.steward.cost.config;

import org.jspecify.annotations.NullMarked;
