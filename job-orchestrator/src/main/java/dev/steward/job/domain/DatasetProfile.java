package dev.steward.job.domain;

import java.util.List;

/** What was counted in a file that could be read. */
public record DatasetProfile(long rows, long duplicateRows, List<ColumnProfile> columns) {

    public DatasetProfile {
        columns = List.copyOf(columns);
    }
}
