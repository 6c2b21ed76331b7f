/** How fast the evaluator of policies decides, and whether it decides as Cedar does. */
@NullMarked
package dev.steward.perf.policy;

import org.jspecify.annotations.NullMarked;
