package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.MadeDecision;
import dev.steward.zerotrust.domain.RecordedDecision;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The decisions that were made, for some time. */
public interface DecisionRecords {

    Mono<Void> add(MadeDecision made);

    /**
     * Those that policies were asked about, newest first.
     *
     * @param since the oldest to answer
     * @param before answers older ones only; null for the newest
     */
    Mono<List<RecordedDecision>> newest(Instant since, @Nullable RecordedDecision before, int limit);
}
