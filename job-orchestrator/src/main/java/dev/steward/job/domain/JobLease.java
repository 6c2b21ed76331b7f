package dev.steward.job.domain;

/** One worker's hold on a job; a later claim has a higher epoch and ends it. */
public record JobLease(String jobId, long epoch) {

    public static JobLease of(Job job) {
        return new JobLease(job.id(), job.epoch());
    }
}
