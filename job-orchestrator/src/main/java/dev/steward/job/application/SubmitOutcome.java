package dev.steward.job.application;

import dev.steward.job.domain.Job;

/** What became of a submission. */
public sealed interface SubmitOutcome {

    record Accepted(Job job) implements SubmitOutcome {}

    /** The path names no uploaded file of the job's project. */
    record NoSuchDataset() implements SubmitOutcome {}
}
