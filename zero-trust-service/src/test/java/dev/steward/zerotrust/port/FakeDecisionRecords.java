package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.MadeDecision;
import dev.steward.zerotrust.domain.RecordedDecision;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.publisher.Mono;

public class FakeDecisionRecords implements DecisionRecords {

    private static final Comparator<RecordedDecision> NEWEST = Comparator.comparing(RecordedDecision::at)
            .thenComparing(RecordedDecision::id)
            .reversed();

    private final List<MadeDecision> made = new CopyOnWriteArrayList<>();

    @Override
    public Mono<Void> add(MadeDecision decision) {
        return Mono.fromRunnable(() -> made.add(decision));
    }

    @Override
    public Mono<List<RecordedDecision>> newest(Instant since, RecordedDecision before, int limit) {
        return Mono.fromSupplier(() -> made.stream()
                .filter(decision -> decision.facts() != null && !decision.at().isBefore(since))
                .map(decision -> new RecordedDecision(
                        decision.id(),
                        decision.at(),
                        decision.question().userId(),
                        decision.outcome(),
                        decision.facts()))
                .filter(decision -> before == null || NEWEST.compare(before, decision) < 0)
                .sorted(NEWEST)
                .limit(limit)
                .toList());
    }
}
