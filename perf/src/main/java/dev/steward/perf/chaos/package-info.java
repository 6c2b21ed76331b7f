/** Faults while load runs, and the check of the history they leave. */
@NullMarked
package dev.steward.perf.chaos;

import org.jspecify.annotations.NullMarked;
