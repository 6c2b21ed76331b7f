/** Settings, wiring and what happens once at start. */
@NullMarked
package dev.steward.zerotrust.config;

import org.jspecify.annotations.NullMarked;
