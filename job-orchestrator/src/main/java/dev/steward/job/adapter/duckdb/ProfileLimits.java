package dev.steward.job.adapter.duckdb;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.util.unit.DataSize;

/**
 * What one child process may use.
 *
 * @param scratch folder under which each attempt gets one of its own
 * @param heap of the child JVM
 * @param memory that DuckDB may take for data before it spills to the scratch folder
 * @param resident above this the child is ended
 * @param spill largest size of what DuckDB spills
 * @param threads of DuckDB
 * @param timeout wall-clock time after which the child is ended
 * @param usageWindow how often use is reported
 */
public record ProfileLimits(
        Path scratch,
        DataSize heap,
        DataSize memory,
        DataSize resident,
        DataSize spill,
        int threads,
        Duration timeout,
        Duration usageWindow) {}
