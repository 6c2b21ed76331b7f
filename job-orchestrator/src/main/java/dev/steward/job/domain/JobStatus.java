package dev.steward.job.domain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a job stands; written in lower case everywhere outside this enum. */
public enum JobStatus {
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    TIMED_OUT;

    public boolean terminal() {
        return this == SUCCEEDED || this == FAILED || this == TIMED_OUT;
    }

    public static Optional<JobStatus> of(String name) {
        return Arrays.stream(values())
                .filter(status -> status.toString().equals(name))
                .findFirst();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
