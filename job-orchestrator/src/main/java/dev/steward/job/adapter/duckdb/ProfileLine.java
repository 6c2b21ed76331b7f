package dev.steward.job.adapter.duckdb;

import dev.steward.job.domain.DatasetProfile;
import dev.steward.job.domain.JobFailure;
import org.jspecify.annotations.Nullable;

/** One line of the child's standard output: how far it is (percent), or its one answer in the fields after that. */
record ProfileLine(
        @Nullable Integer progress,
        @Nullable DatasetProfile profile,
        @Nullable String unreadable,
        @Nullable JobFailure failure) {

    static ProfileLine progress(int percent) {
        return new ProfileLine(percent, null, null, null);
    }

    static ProfileLine profile(DatasetProfile profile) {
        return new ProfileLine(null, profile, null, null);
    }

    static ProfileLine unreadable(String why) {
        return new ProfileLine(null, null, why, null);
    }

    static ProfileLine failure(JobFailure failure) {
        return new ProfileLine(null, null, null, failure);
    }
}
