package dev.steward.zerotrust.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.zerotrust.domain.AuditProblem.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuditWalkTest {

    private static final Instant NOON = Instant.parse("2026-03-15T12:00:00Z");
    private static final Instant KEPT_SINCE = NOON.minus(Duration.ofDays(400));

    private final List<AuditBatch> batches = new ArrayList<>();
    private final List<List<SealedRow>> rows = new ArrayList<>();

    AuditWalkTest() {
        extend(NOON, 3);
        extend(NOON.plusSeconds(10), 1);
        extend(NOON.plusSeconds(20), 3);
    }

    @Test
    void everythingIsAsItWasSealed() {
        assertThat(problem()).isNull();
        assertThat(walk().report(null, true, 0, null))
                .isEqualTo(new AuditReport(batches.getLast().head(), 3, 7, 0, 0, null, null, null));
        assertThat(batches.getLast().total()).isEqualTo(7);
    }

    @Test
    void goesOnBehindABatchItIsLinkedTo() {
        assertThat(walkBehind(batches.getFirst()).problem()).isEmpty();
        assertThat(walkBehind(batches.getFirst()).lastSequence()).isEqualTo(3);
        assertThat(walkBehind(batches.getFirst()).rows()).isEqualTo(4);

        AuditBatch other = AuditBatch.seal(
                        null, List.of(rows.getFirst().getFirst().row()), NOON)
                .batch();
        assertThat(walkBehind(other).problem())
                .hasValueSatisfying(problem -> assertThat(problem.kind()).isEqualTo(Kind.BATCH_CHANGED));
        assertThat(walkBehind(null).problem())
                .hasValueSatisfying(problem -> assertThat(problem.kind()).isEqualTo(Kind.BATCH_REMOVED));
    }

    private AuditWalk walkBehind(@Nullable AuditBatch before) {
        var walk = new AuditWalk(KEPT_SINCE, 2, before);
        walk.expect(batches.subList(1, 3));
        for (List<SealedRow> batch : rows.subList(1, 3)) {
            if (!walk.check(batch)) {
                return walk;
            }
        }
        walk.finishExpected();
        return walk;
    }

    @Test
    void namesTheFirstRowThatWasChanged() {
        change(2, 1);
        change(0, 2);

        assertThat(problem()).isEqualTo(found(Kind.ROW_CHANGED, 1, leaf(0, 2).id()));
    }

    @Test
    void noFieldOfARowCanBeChanged() {
        AuditRecord row = rows.getFirst().getFirst().row();
        List<AuditRecord> changed = List.of(
                copy(row, "x", row.outcome(), "user", "s", "p"),
                copy(row, row.action(), AuditOutcome.FAILURE, "user", "s", "p"),
                copy(row, row.action(), row.outcome(), "users", "s", "p"),
                copy(row, row.action(), row.outcome(), "use", "rs", "p"),
                copy(row, row.action(), row.outcome(), "user", "s", null),
                copy(row, row.action(), row.outcome(), "user", "s", ""));

        assertThat(changed)
                .extracting(AuditRecord::hash)
                .doesNotHaveDuplicates()
                .doesNotContain(row.hash());
    }

    @Test
    void namesTheRowThatIsGone() {
        SealedRow gone = rows.get(1).getFirst();
        rows.get(1).set(0, new SealedRow(gone.leaf(), null));

        assertThat(problem()).isEqualTo(found(Kind.ROW_REMOVED, 2, gone.leaf().id()));
    }

    @Test
    void noticesARowThatIsGoneWithItsLeaf() {
        rows.get(2).remove(1);
        assertThat(problem()).isEqualTo(found(Kind.ROW_REMOVED, 3, null));
        rows.get(2).remove(1);
        assertThat(problem()).isEqualTo(found(Kind.ROW_REMOVED, 3, null));
        rows.get(2).clear();
        assertThat(problem()).isEqualTo(found(Kind.ROW_REMOVED, 3, null));
    }

    @Test
    void namesARowThatChangedPlaces() {
        SealedRow first = rows.get(2).get(0);
        rows.get(2).set(0, moved(rows.get(2).get(1), 0));
        rows.get(2).set(1, moved(first, 1));

        assertThat(problem())
                .isEqualTo(found(Kind.ROW_REORDERED, 3, first.leaf().id()));
    }

    @Test
    void noticesARowInAnotherBatch() {
        List<SealedRow> second = rows.get(1);
        SealedRow moved = rows.getFirst().removeLast();
        second.add(new SealedRow(
                new AuditLeaf(
                        moved.leaf().at(), moved.leaf().id(), 2, 1, moved.leaf().hash()),
                moved.row()));

        assertThat(problem()).isEqualTo(found(Kind.ROW_REMOVED, 1, null));
    }

    @Test
    void namesARowThatWasAdded() {
        AuditRecord extra = row(NOON.plusSeconds(21), 9);
        rows.get(2).add(new SealedRow(new AuditLeaf(extra.at(), extra.id(), 3, 3, extra.hash()), extra));

        assertThat(problem()).isEqualTo(found(Kind.ROW_ADDED, 3, extra.id()));
    }

    @Test
    void noticesThatARowWasChangedWithItsLeaf() {
        AuditRecord forged = copy(rows.getFirst().getFirst().row(), "forged", AuditOutcome.ALLOW, "user", "s", null);
        rows.getFirst().set(0, new SealedRow(new AuditLeaf(forged.at(), forged.id(), 1, 0, forged.hash()), forged));

        assertThat(problem()).isEqualTo(found(Kind.BATCH_CHANGED, 1, null));
    }

    @Test
    void noticesABatchThatWasSealedAnew() {
        List<AuditRecord> others = List.of(row(NOON, 1), row(NOON, 2), row(NOON, 3));
        AuditBatch.Sealed forged = AuditBatch.seal(null, others, NOON);
        batches.set(0, forged.batch());
        rows.set(0, sealedRows(forged, others));

        assertThat(problem()).isEqualTo(found(Kind.BATCH_CHANGED, 2, null));
    }

    @Test
    void noticesABatchThatIsGone() {
        batches.remove(1);
        rows.remove(1);

        assertThat(problem()).isEqualTo(found(Kind.BATCH_REMOVED, 2, null));
    }

    @Test
    void noticesABatchThatIsGoneWithoutItsRows() {
        batches.remove(1);

        assertThat(problem()).isEqualTo(found(Kind.BATCH_REMOVED, 2, null));
    }

    @Test
    void noticesBatchesThatChangedPlaces() {
        Collections.swap(batches, 0, 1);
        Collections.swap(rows, 0, 1);

        assertThat(problem().kind()).isEqualTo(Kind.BATCH_REMOVED);
    }

    @Test
    void noticesThatTheBeginningIsGone() {
        batches.removeFirst();
        rows.removeFirst();

        assertThat(problem()).isEqualTo(found(Kind.BATCH_REMOVED, 1, null));
    }

    @Test
    void whatIsPastItsRetentionMayBeGone() {
        batches.clear();
        rows.clear();
        extend(NOON.minus(Duration.ofDays(500)), 2);
        extend(NOON.minus(Duration.ofDays(450)), 2);
        extend(NOON, 1);
        batches.removeFirst();
        rows.removeFirst();
        rows.getFirst().clear();

        assertThat(problem()).isNull();
        assertThat(walk().report(null, true, 0, null).expired()).isEqualTo(1);
    }

    @Test
    void whatIsStillThereIsLookedAtThoughItIsPastItsRetention() {
        batches.clear();
        rows.clear();
        extend(NOON.minus(Duration.ofDays(450)), 2);
        rows.getFirst().removeFirst();
        assertThat(problem()).isNull();

        change(0, 0);
        assertThat(problem().kind()).isEqualTo(Kind.ROW_CHANGED);
    }

    @Test
    void theHashOfARowIsPinned() {
        var row = new AuditRecord(
                "0198c0de-0000-7000-8000-000000000001",
                Instant.parse("2026-01-01T12:00:00.123456789Z"),
                "0198c0de-0000-7000-8000-000000000002",
                "ada",
                "login.failed",
                AuditOutcome.FAILURE,
                "login-attempt",
                "0198c0de-0000-7000-8000-000000000003",
                null,
                "203.0.113.9",
                "0af7651916cd43dd8448eb211c80319c",
                "{\"username\":\"ada\"}");

        assertThat(row.hash().hex()).isEqualTo("b6df9f29511daa93bd3613b537a2125af3583d162a53e75a615090c232e18684");
    }

    private AuditWalk walk() {
        var walk = new AuditWalk(KEPT_SINCE, 1, null);
        walk.expect(batches);
        for (List<SealedRow> batch : rows) {
            if (!batch.isEmpty() && !walk.check(batch)) {
                return walk;
            }
        }
        walk.finishExpected();
        return walk;
    }

    private AuditProblem problem() {
        return walk().problem()
                .map(each -> new AuditProblem(each.kind(), each.batch(), each.rowId(), ""))
                .orElse(null);
    }

    private AuditLeaf leaf(int batch, int position) {
        return rows.get(batch).get(position).leaf();
    }

    private void change(int batch, int position) {
        SealedRow row = rows.get(batch).get(position);
        rows.get(batch)
                .set(
                        position,
                        new SealedRow(row.leaf(), copy(row.row(), "changed", AuditOutcome.SUCCESS, "user", "s", null)));
    }

    private static SealedRow moved(SealedRow row, int position) {
        AuditLeaf leaf = row.leaf();
        return new SealedRow(new AuditLeaf(leaf.at(), leaf.id(), leaf.batch(), position, leaf.hash()), row.row());
    }

    private void extend(Instant at, int size) {
        List<AuditRecord> records = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            records.add(row(at.plusMillis(i), i));
        }
        AuditBatch.Sealed next = AuditBatch.seal(batches.isEmpty() ? null : batches.getLast(), records, at);
        batches.add(next.batch());
        rows.add(sealedRows(next, records));
    }

    private static List<SealedRow> sealedRows(AuditBatch.Sealed batch, List<AuditRecord> records) {
        List<SealedRow> found = new ArrayList<>();
        for (AuditLeaf leaf : batch.leaves()) {
            found.add(new SealedRow(leaf, records.get(leaf.position())));
        }
        return found;
    }

    private static AuditProblem found(Kind kind, long batch, String row) {
        return new AuditProblem(kind, batch, row, "");
    }

    private static AuditRecord row(Instant at, int number) {
        return new AuditRecord(
                new UUID(at.toEpochMilli(), number).toString(),
                at,
                "actor",
                null,
                "user.created",
                AuditOutcome.SUCCESS,
                "user",
                "s",
                "p",
                null,
                null,
                "{}");
    }

    private static AuditRecord copy(
            AuditRecord row, String action, AuditOutcome outcome, String subjectType, String subject, String project) {
        return new AuditRecord(
                row.id(),
                row.at(),
                row.actor(),
                row.actorName(),
                action,
                outcome,
                subjectType,
                subject,
                project,
                row.address(),
                row.correlationId(),
                row.detail());
    }
}
