/** Settings and wiring. */
@NullMarked
package dev.steward.healing.config;

import org.jspecify.annotations.NullMarked;
