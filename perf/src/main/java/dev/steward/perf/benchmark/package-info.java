/** Runs benchmarks that need no suite. */
@NullMarked
package dev.steward.perf.benchmark;

import org.jspecify.annotations.NullMarked;
