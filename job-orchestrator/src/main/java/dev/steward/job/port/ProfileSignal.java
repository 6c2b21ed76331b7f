package dev.steward.job.port;

import dev.steward.job.domain.DatasetProfile;
import dev.steward.job.domain.JobFailure;
import dev.steward.job.domain.Usage;
import java.time.Duration;

/** What is heard from a profile under way. */
public sealed interface ProfileSignal {

    record Progressed(int percent) implements ProfileSignal {}

    /** A window of use; the next one begins where it ends. */
    record Used(Usage usage) implements ProfileSignal {}

    /** The last signal, with the last window of use. */
    record Ended(Answer answer, Usage usage) implements ProfileSignal {}

    /** How a profile ended. */
    sealed interface Answer {

        record Profiled(DatasetProfile profile) implements Answer {}

        record Unreadable(String why) implements Answer {}

        record Failed(JobFailure failure) implements Answer {}

        record TimedOut(Duration timeout) implements Answer {}

        /** The process is gone without an answer; another attempt may fare better. */
        record Lost() implements Answer {}
    }
}
