package dev.steward.zerotrust.application;

import dev.steward.zerotrust.domain.AuditBatch;
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
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Proves that no row of the audit was changed, removed or put elsewhere since it was sealed, or names the first that was:
 * in pieces of so many rows, each linked to the batch before it, that a chain of any length can be looked at. However long
 * it is, no more than some batches of it are in memory.
 */
public class AuditVerification {

    private static final int BATCHES_AT_ONCE = 100;

    /** Short enough for one statement however many rows a day has. */
    private static final Duration WINDOW = Duration.ofDays(1);

    private final AuditChain chain;
    private final Clock clock;
    private final Duration kept;
    private final int mostRows;

    /**
     * Takes the numbers it works by.
     *
     * @param kept how long rows are kept
     * @param mostRows how many rows are looked at in one piece; a single batch may have more
     */
    public AuditVerification(AuditChain chain, Clock clock, Duration kept, int mostRows) {
        this.chain = chain;
        this.clock = clock;
        this.kept = kept;
        this.mostRows = mostRows;
    }

    /** A piece: its batches from the one on, those behind it, and the time of the rows that have to be in it. */
    private record Piece(long from, AuditWalk walk, boolean complete, Optional<AuditBatch> before) {

        /** Published heads beyond the end belong to the last piece. */
        long lastHead() {
            return complete ? Long.MAX_VALUE : walk.lastSequence();
        }
    }

    /**
     * Looks at as much as one piece may have.
     *
     * @param from the first batch to look at
     * @param remembered a head that the caller was told of before, and that the chain has to have; or null
     */
    public Mono<AuditReport> verify(long from, @Nullable AuditHead remembered) {
        return chain.batch(from - 1)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(before -> {
                    var walk = new AuditWalk(clock.instant().minus(kept), from, before.orElse(null));
                    return walk(walk)
                            .then(Mono.defer(() -> chain.batchesAfter(walk.lastSequence(), 1)))
                            .map(rest -> new Piece(from, walk, rest.isEmpty(), before));
                })
                .flatMap(piece -> problem(piece, remembered)
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty())
                        .flatMap(problem -> report(piece, problem.orElse(null))));
    }

    private Mono<AuditReport> report(Piece piece, @Nullable AuditProblem problem) {
        boolean over = piece.complete() || problem != null;
        return chain.waiting()
                .filter(waiting -> waiting.rows() > 0)
                .map(waiting -> piece.walk().report(problem, over, waiting.rows(), waiting.oldest()))
                .defaultIfEmpty(piece.walk().report(problem, over, 0, null));
    }

    private Mono<Void> walk(AuditWalk walk) {
        return Mono.defer(() -> chain.batchesAfter(walk.lastSequence(), BATCHES_AT_ONCE))
                .map(batches -> fitting(batches, walk.rows()))
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
                .map(more -> more && walk.rows() < mostRows)
                .repeat()
                .takeWhile(more -> more)
                .then();
    }

    /** Those that go into the piece beside so many rows; into an empty one at least one, or it would never end. */
    private List<AuditBatch> fitting(List<AuditBatch> batches, long rows) {
        int fitting = 0;
        long all = rows;
        while (fitting < batches.size()
                && (all == 0 || all + batches.get(fitting).rows() <= mostRows)) {
            all += batches.get(fitting).rows();
            fitting++;
        }
        return batches.subList(0, fitting);
    }

    private Mono<AuditProblem> problem(Piece piece, @Nullable AuditHead remembered) {
        return Mono.justOrEmpty(piece.walk().problem())
                .switchIfEmpty(Mono.defer(() -> endsBefore(piece)))
                .switchIfEmpty(Mono.defer(() -> lostHead(piece)))
                .switchIfEmpty(Mono.defer(() -> forgotten(remembered)))
                .switchIfEmpty(Mono.defer(() -> stray(piece)));
    }

    /** Whoever goes on from a batch knows of the one before it. */
    private static Mono<AuditProblem> endsBefore(Piece piece) {
        boolean nothing = piece.walk().last().isEmpty() && piece.from() > 1;
        return nothing
                ? Mono.just(new AuditProblem(
                        Kind.TAIL_CUT, piece.from() - 1, null, "There is neither this batch nor one behind it."))
                : Mono.empty();
    }

    private Mono<AuditProblem> lostHead(Piece piece) {
        return chain.firstLostHead(piece.from(), piece.lastHead())
                .flatMap(lost -> forgotten(lost.head()).defaultIfEmpty(differs(lost.head())));
    }

    /** What is wrong when the chain has to have this head; empty when it has. */
    private Mono<AuditProblem> forgotten(@Nullable AuditHead head) {
        if (head == null) {
            return Mono.empty();
        }
        return chain.batch(head.sequence())
                .map(AuditBatch::head)
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

    /**
     * The first row beside the chain, day by day. Pieces divide the time by when their last batches were sealed, whether or
     * not the rows of that time are in those batches: each row is looked at once.
     */
    private Mono<AuditProblem> stray(Piece piece) {
        Mono<Instant> begin = piece.before()
                .map(before -> Mono.just(before.sealedAt()))
                .orElseGet(() -> chain.waiting().map(Waiting::first));
        Instant end = piece.complete()
                ? clock.instant().plus(WINDOW)
                : piece.walk().last().orElseThrow().sealedAt();
        return begin.flatMapMany(first -> days(first, end))
                .concatMap(day -> chain.stray(day, earlier(day.plus(WINDOW), end)))
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

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
