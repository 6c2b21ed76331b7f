package dev.steward.job.domain;

import dev.steward.events.job.JobEvent;
import java.util.List;

/** What a change of a job came to: the job after it with the events that tell of it, or why it may not be. */
public sealed interface JobTransition {

    /** The last of {@code events} carries the job's event sequence, those before it the numbers before. */
    record Changed(Job job, List<JobEvent> events) implements JobTransition {

        public Changed {
            events = List.copyOf(events);
        }

        public long sequenceOf(int index) {
            return job.eventSequence() - events.size() + index + 1;
        }
    }

    record Refused(JobStatus status) implements JobTransition {}
}
