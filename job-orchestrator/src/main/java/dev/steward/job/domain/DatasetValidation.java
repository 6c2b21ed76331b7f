package dev.steward.job.domain;

import java.util.Map;

/** Profiles one uploaded file; a column named in {@code ranges} is judged by its range instead of its quartiles. */
public record DatasetValidation(DatasetPath datasetPath, Map<String, ValueRange> ranges) implements JobTask {

    public static final String TYPE = "dataset-validation";

    public DatasetValidation {
        ranges = Map.copyOf(ranges);
    }

    @Override
    public String type() {
        return TYPE;
    }
}
