/** Tokens that no service may take, each with what it tries, and how to try them on a started service. */
@NullMarked
package dev.steward.kit.testing.hostile;

import org.jspecify.annotations.NullMarked;
