package dev.steward.job.port;

import dev.steward.job.domain.JobLease;
import dev.steward.job.domain.ValueRange;
import java.nio.file.Path;
import java.util.Map;
import reactor.core.publisher.Flux;

/** Counts what is in a file, outside of this process. */
public interface DatasetProfiler {

    /** Ends with one {@link ProfileSignal.Ended}. Cancelling ends the work at once; signals are not lost by being slow. */
    Flux<ProfileSignal> profile(JobLease attempt, Path file, Map<String, ValueRange> ranges);
}
