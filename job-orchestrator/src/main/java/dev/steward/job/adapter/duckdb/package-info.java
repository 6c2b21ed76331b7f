/** Profiles a dataset with DuckDB in a child JVM: the parent's side, the child's side and the lines between them. */
@NullMarked
package dev.steward.job.adapter.duckdb;

import org.jspecify.annotations.NullMarked;
