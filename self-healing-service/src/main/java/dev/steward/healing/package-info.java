/** Opens incidents, decides remediations, verifies them. */
@NullMarked
package dev.steward.healing;

import org.jspecify.annotations.NullMarked;
