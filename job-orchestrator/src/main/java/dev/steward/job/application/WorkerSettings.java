package dev.steward.job.application;

import java.time.Duration;

/**
 * How this instance works on jobs.
 *
 * @param parallelism how many jobs at once
 * @param lease how long a claim holds without being renewed
 * @param poll how often to look for work nobody called for
 * @param progressInterval the shortest time between two stored steps of one job
 * @param maxAttempts how often a job may lose its worker
 * @param drain how long a shutdown waits for running jobs before it hands them back
 */
public record WorkerSettings(
        int parallelism, Duration lease, Duration poll, Duration progressInterval, int maxAttempts, Duration drain) {

    public Duration renewal() {
        return lease.dividedBy(3);
    }
}
