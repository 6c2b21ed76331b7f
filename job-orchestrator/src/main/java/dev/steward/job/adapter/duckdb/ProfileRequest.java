package dev.steward.job.adapter.duckdb;

import dev.steward.job.domain.ValueRange;
import java.util.Map;

/**
 * What the child is asked, as the first line of its standard input. {@code path} is a real path; {@code memory} is
 * DuckDB's limit in bytes; {@code scratch} is a folder of this attempt alone, which DuckDB may fill up to {@code spill}
 * bytes.
 */
record ProfileRequest(
        String path,
        FileFormat format,
        Map<String, ValueRange> ranges,
        long memory,
        int threads,
        String scratch,
        long spill) {}
