package dev.steward.events.job;

import dev.steward.events.DomainEvent;

/** What job-orchestrator says about jobs; the aggregate is the job. */
public sealed interface JobEvent extends DomainEvent
        permits JobQueued, JobStarted, JobProgressed, JobSucceeded, JobFailed, JobTimedOut, JobUsageSampled {

    String jobId();

    String projectId();
}
