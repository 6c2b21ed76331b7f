package dev.steward.job.domain;

/** What a job has to do; one record per job type. */
public sealed interface JobTask permits DatasetValidation {

    String type();
}
