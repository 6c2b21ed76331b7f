package dev.steward.zerotrust.domain;

import dev.steward.zerotrust.domain.AuditProblem.Kind;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One walk along the chain, from one of its batches on, that stops at the first thing that is wrong. Used by one thread at a
 * time.
 */
public final class AuditWalk {

    private final Instant keptSince;
    private final long from;
    private final Deque<AuditBatch> expected = new ArrayDeque<>();
    private @Nullable AuditBatch last;
    private @Nullable AuditProblem problem;
    private long batches;
    private long rows;
    private long expired;

    /**
     * Goes on behind a batch, to which the next one has to be linked.
     *
     * @param keptSince since when nothing may be missing
     * @param from the first batch to look at
     * @param before the one before it; null when there is none
     */
    public AuditWalk(Instant keptSince, long from, @Nullable AuditBatch before) {
        this.keptSince = keptSince;
        this.from = from;
        this.last = before;
    }

    /** From where to go on. */
    public long lastSequence() {
        return last == null ? from - 1 : last.sequence();
    }

    /** How many rows were as they were sealed. */
    public long rows() {
        return rows;
    }

    /** The end of what was looked at; empty when nothing was, and nothing is known before it. */
    public Optional<AuditBatch> last() {
        return Optional.ofNullable(last);
    }

    public Optional<AuditProblem> problem() {
        return Optional.ofNullable(problem);
    }

    /** The next batches, in order; their rows are checked next. */
    public void expect(List<AuditBatch> next) {
        expected.addAll(next);
    }

    /**
     * Checks the rows of a batch, and that the batches between have none.
     *
     * @param sealed in the order of their positions
     * @return whether to go on
     */
    public boolean check(List<SealedRow> sealed) {
        long sequence = sealed.getFirst().leaf().batch();
        while (problem == null && !expected.isEmpty() && expected.element().sequence() < sequence) {
            check(expected.remove(), List.of());
        }
        if (problem == null) {
            if (expected.isEmpty() || expected.element().sequence() != sequence) {
                problem =
                        new AuditProblem(Kind.BATCH_REMOVED, sequence, null, "Rows were sealed in it, and it is gone.");
            } else {
                check(expected.remove(), sealed);
            }
        }
        return problem == null;
    }

    /** Checks those that no row was found of; answers whether to go on. */
    public boolean finishExpected() {
        while (problem == null && !expected.isEmpty()) {
            check(expected.remove(), List.of());
        }
        return problem == null;
    }

    public AuditReport report(
            @Nullable AuditProblem found, boolean complete, long unsealed, @Nullable Instant oldestUnsealed) {
        return new AuditReport(
                last == null ? null : last.head(),
                batches,
                rows,
                expired,
                unsealed,
                oldestUnsealed,
                found,
                complete ? null : lastSequence() + 1);
    }

    private void check(AuditBatch batch, List<SealedRow> sealed) {
        problem = link(batch).or(() -> content(batch, sealed)).orElse(null);
        if (problem == null) {
            last = batch;
            batches++;
        }
    }

    private Optional<AuditProblem> link(AuditBatch batch) {
        if (last == null) {
            boolean begins = batch.sequence() == 1 && batch.previous().equals(AuditHash.NONE);
            boolean restExpired = batch.previousSealedAt() != null && isExpired(batch.previousSealedAt());
            return begins || restExpired
                    ? Optional.empty()
                    : found(Kind.BATCH_REMOVED, batch.sequence() - 1, "The chain does not begin with its first batch.");
        }
        if (batch.sequence() != last.sequence() + 1) {
            return found(Kind.BATCH_REMOVED, last.sequence() + 1, "There is no batch of this number.");
        }
        return batch.previous().equals(last.hash()) && batch.total() == last.total() + batch.rows()
                ? Optional.empty()
                : found(Kind.BATCH_CHANGED, batch.sequence(), "The batch does not follow the one before it.");
    }

    private Optional<AuditProblem> content(AuditBatch batch, List<SealedRow> sealed) {
        Optional<AuditProblem> wrong = rows(batch, sealed);
        boolean partly = isExpired(batch.oldest()) && sealed.size() < batch.rows();
        if (wrong.isPresent()) {
            return wrong;
        }
        if (partly) {
            expired++;
        } else if (!batch.hash()
                .equals(batch.hashOver(sealed.stream().map(SealedRow::leaf).toList()))) {
            return found(
                    Kind.BATCH_CHANGED, batch.sequence(), "The batch, or what it says of its rows, was written anew.");
        }
        rows += sealed.size();
        return Optional.empty();
    }

    private Optional<AuditProblem> rows(AuditBatch batch, List<SealedRow> sealed) {
        boolean mayLack = isExpired(batch.oldest());
        for (int i = 0; i < sealed.size(); i++) {
            AuditLeaf leaf = sealed.get(i).leaf();
            if (i > 0 && AuditLeaf.ORDER.compare(sealed.get(i - 1).leaf(), leaf) >= 0) {
                return found(Kind.ROW_REORDERED, leaf, "The row is not where it was sealed.");
            }
            if (leaf.position() != i && !mayLack) {
                return found(Kind.ROW_REMOVED, batch.sequence(), "The row at position " + i + " is gone.");
            }
            AuditRecord row = sealed.get(i).row();
            if (row == null) {
                return found(Kind.ROW_REMOVED, leaf, "The row was sealed, and it is gone.");
            }
            if (!row.hash().equals(leaf.hash())) {
                return found(Kind.ROW_CHANGED, leaf, "The row says something else than when it was sealed.");
            }
        }
        if (sealed.size() < batch.rows() && !mayLack) {
            return found(Kind.ROW_REMOVED, batch.sequence(), "The row at position " + sealed.size() + " is gone.");
        }
        return sealed.size() > batch.rows()
                ? found(Kind.ROW_ADDED, sealed.get(batch.rows()).leaf(), "The row was not sealed with the others.")
                : Optional.empty();
    }

    /** As the database drops them: by whole months, when all of the month is too old. */
    private boolean isExpired(Instant time) {
        YearMonth month = YearMonth.from(time.atOffset(ZoneOffset.UTC));
        Instant end = month.plusMonths(1).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
        return end.isBefore(keptSince);
    }

    private static Optional<AuditProblem> found(Kind kind, long batch, String detail) {
        return Optional.of(new AuditProblem(kind, batch, null, detail));
    }

    private static Optional<AuditProblem> found(Kind kind, AuditLeaf leaf, String detail) {
        return Optional.of(new AuditProblem(kind, leaf.batch(), leaf.id(), detail));
    }
}
