package dev.steward.job.domain;

import java.time.Duration;

/** Why a job ended badly: a stable code and a sentence for its owner. */
public record JobFailure(String reason, String detail) {

    public static JobFailure datasetMissing(String datasetPath) {
        return new JobFailure("dataset-missing", "The dataset " + datasetPath + " is no longer there.");
    }

    public static JobFailure workerLost(int attempts) {
        return new JobFailure("worker-lost", "The worker was lost in each of " + attempts + " attempts.");
    }

    public static JobFailure memoryLimit() {
        return new JobFailure("memory-limit", "The dataset needs more memory or scratch space than a job may use.");
    }

    public static JobFailure timedOut(Duration timeout) {
        return new JobFailure("timed-out", "The job ran longer than " + timeout + ".");
    }
}
