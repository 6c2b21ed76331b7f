package dev.steward.job.domain;

/** What a job found; one record per job type. */
public sealed interface JobResult permits ValidationReport {

    /** The outcome in one word, as the job's last event carries it. */
    Verdict verdict();
}
