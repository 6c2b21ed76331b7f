/** What a run found, for people and for programs. */
@NullMarked
package dev.steward.perf.report;

import org.jspecify.annotations.NullMarked;
