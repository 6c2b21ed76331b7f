package dev.steward.zerotrust.application;

import dev.steward.zerotrust.domain.AuditHead;
import dev.steward.zerotrust.domain.AuditProblem;
import dev.steward.zerotrust.domain.AuditProblem.Kind;
import dev.steward.zerotrust.domain.AuditReport;
import dev.steward.zerotrust.domain.AuditWalk;
import dev.steward.zerotrust.port.AuditChain;
import dev.steward.zerotrust.port.AuditChain.Waiting;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Proves that no row of the audit was changed, removed or put elsewhere since it was sealed, or names the first that was.
 * However long the chain is, no more than some batches of it are in memory.
 */
public class AuditVerification {

    private static final int BATCHES_AT_ONCE = 100;

    /** Short enough for one statement however many rows a day has. */
    private static final Duration WINDOW = Duration.ofDays(1);

    private final AuditChain chain;
    private final Clock clock;
    private final Duration kept;

    public AuditVerification(AuditChain chain, Clock clock, Duration kept) {
        this.chain = chain;
        this.clock = clock;
        this.kept = kept;
    }

    /**
     * Looks at everything.
     *
     * @param remembered a head that the caller was told of before, and that the chain has to have; or null
     */
    public Mono<AuditReport> verify(@Nullable AuditHead remembered) {
        return Mono.defer(() -> {
            var walk = new AuditWalk(clock.instant().minus(kept));
            return walk(walk)
                    .then(Mono.defer(() -> problem(walk, remembered)))
                    .map(Optional::of)
                    .defaultIfEmpty(Optional.empty())
                    .flatMap(problem -> chain.waiting()
                            .filter(waiting -> waiting.rows() > 0)
                            .map(waiting -> walk.report(problem.orElse(null), waiting.rows(), waiting.oldest()))
                            .defaultIfEmpty(walk.report(problem.orElse(null), 0, null)));
        });
    }

    private Mono<Void> walk(AuditWalk walk) {
        return Mono.defer(() -> chain.batchesAfter(walk.lastSequence(), BATCHES_AT_ONCE))
                .flatMap(batches -> {
                    if (batches.isEmpty()) {
                        return Mono.just(false);
                    }
                    walk.expect(batches);
                    return chain.rowsOf(
                                    batches.getFirst().sequence(),
                                    batches.getLast().sequence())
                            .bufferUntilChanged(row -> row.leaf().batch())
                            .takeWhile(rows -> walk.check(rows))
                            .then(Mono.fromSupplier(walk::finishExpected));
                })
                .repeat()
                .takeWhile(more -> more)
                .then();
    }

    private Mono<AuditProblem> problem(AuditWalk walk, @Nullable AuditHead remembered) {
        return Mono.justOrEmpty(walk.problem())
                .switchIfEmpty(Mono.defer(() -> lostHead()))
                .switchIfEmpty(Mono.defer(() -> forgotten(remembered)))
                .switchIfEmpty(Mono.defer(this::stray));
    }

    private Mono<AuditProblem> lostHead() {
        return chain.firstLostHead().flatMap(lost -> forgotten(lost.head()).defaultIfEmpty(differs(lost.head())));
    }

    /** What is wrong when the chain has to have this head; empty when it has. */
    private Mono<AuditProblem> forgotten(@Nullable AuditHead head) {
        if (head == null) {
            return Mono.empty();
        }
        return chain.head(head.sequence())
                .map(found -> found.equals(head) ? Optional.<AuditProblem>empty() : Optional.of(differs(head)))
                .defaultIfEmpty(Optional.of(new AuditProblem(
                        Kind.TAIL_CUT,
                        head.sequence(),
                        null,
                        "This batch was published as the end of a chain of " + head.total() + " rows; it is gone.")))
                .flatMap(Mono::justOrEmpty);
    }

    private static AuditProblem differs(AuditHead head) {
        return new AuditProblem(
                Kind.HEAD_DIFFERS, head.sequence(), null, "This batch was published with another hash or count.");
    }

    /** The first row beside the chain, day by day. */
    private Mono<AuditProblem> stray() {
        return chain.waiting()
                .map(Waiting::first)
                .flatMapMany(first -> days(first, clock.instant().plus(WINDOW)))
                .concatMap(day -> chain.stray(day, day.plus(WINDOW)))
                .next()
                .map(id -> new AuditProblem(
                        Kind.ROW_ADDED, null, id, "The row was neither sealed nor does it wait to be."));
    }

    private static Flux<Instant> days(Instant first, Instant end) {
        return Flux.generate(() -> first, (day, sink) -> {
            if (day.isBefore(end)) {
                sink.next(day);
            } else {
                sink.complete();
            }
            return day.plus(WINDOW);
        });
    }
}
