package dev.steward.zerotrust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.events.trust.AuditSealed;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.TestEvents;
import dev.steward.zerotrust.application.AuditVerification;
import dev.steward.zerotrust.domain.AuditHead;
import dev.steward.zerotrust.domain.AuditProblem.Kind;
import dev.steward.zerotrust.domain.AuditReport;
import dev.steward.zerotrust.port.AuditChain;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nobody can take back what the audit knows without being noticed, not even who owns its tables. */
interface AuditTamperRequests {

    List<String> TABLES = List.of("event", "leaf", "batch", "head");

    ZeroTrustClient admin();

    AuditChain auditChain();

    @Test
    default void looksAtPiecesThatAreLinkedToEachOther(TestDatabase database) throws SQLException {
        for (int i = 0; i < 6; i++) {
            admin().createProject("piece-" + i);
        }
        try (var _ = quiet(database)) {
            AuditReport whole = verification(1_000_000).verify(1, null).block();
            int most = Math.toIntExact(whole.rows() / 3);
            AuditVerification piecemeal = verification(most);
            List<AuditReport> pieces = Stream.iterate(
                            piecemeal.verify(1, null).block(),
                            Objects::nonNull,
                            piece -> piece.next() == null
                                    ? null
                                    : piecemeal
                                            .verify(piece.next(), piece.head())
                                            .block())
                    .toList();

            assertThat(pieces).hasSizeGreaterThan(1).allSatisfy(piece -> {
                assertThat(piece.problem()).isNull();
                assertThat(piece.rows() <= most || piece.batches() == 1).isTrue();
            });
            assertThat(pieces.stream().mapToLong(AuditReport::rows).sum()).isEqualTo(whole.rows());
            assertThat(pieces.getLast().head()).isEqualTo(whole.head());

            long second = pieces.getFirst().next();
            AuditHead before = pieces.getFirst().head();
            var forged = new AuditHead(before.sequence(), before.total() + 1, before.hash());
            assertThat(kind(piecemeal.verify(second, forged).block())).isEqualTo(Kind.HEAD_DIFFERS);
            assertThat(kind(piecemeal.verify(whole.head().sequence() + 2, null).block()))
                    .isEqualTo(Kind.TAIL_CUT);
            String previous = "update audit.batch set previous = %s where sequence = " + second;
            database.execute(previous.formatted("sha256('forged')"));
            AuditReport unlinked = piecemeal.verify(second, null).block();
            AuditReport first = piecemeal.verify(1, null).block();
            database.execute(
                    previous.formatted("(select hash from audit.batch where sequence = " + before.sequence() + ")"));

            assertThat(kind(unlinked)).isEqualTo(Kind.BATCH_CHANGED);
            assertThat(unlinked.problem().batch()).isEqualTo(second);
            assertThat(first.problem()).isNull();
            Map<?, ?> rest = audit().verify("?from_sequence=" + second);
            assertThat(rest.get("intact")).isEqualTo(true);
            assertThat(rest.get("complete")).isEqualTo(true);
            assertThat(rest.get("next")).isNull();
            assertThat(AuditClient.number(rest, "verified_to"))
                    .isEqualTo(whole.head().sequence());
        }
    }

    private AuditVerification verification(int mostRows) {
        return new AuditVerification(auditChain(), Clock.systemUTC(), Duration.ofDays(400), mostRows);
    }

    private static Kind kind(AuditReport report) {
        return report.problem().kind();
    }

    @Test
    default void namesTheRowThatWasChanged(TestDatabase database) throws SQLException {
        admin().createProject("forged");
        try (var _ = quiet(database)) {
            String id = idOf("forged", database);
            database.execute("update audit.event set actor_name = 'eve' where id = '" + id + "'");
            Map<?, ?> problem = problem(audit().verify(""));
            database.execute("update audit.event set actor_name = 'admin' where id = '" + id + "'");

            assertThat(problem.get("kind")).isEqualTo("row-changed");
            assertThat(problem.get("row_id")).isEqualTo(id);
            assertThat(audit().verify("").get("intact")).isEqualTo(true);
        }
    }

    @Test
    default void namesTheRowThatWasRemoved(TestDatabase database) throws SQLException {
        admin().createProject("removed");
        try (var _ = quiet(database)) {
            String id = idOf("removed", database);
            database.execute("create table kept_row as select * from audit.event where id = '" + id + "'");
            database.execute("delete from audit.event where id = '" + id + "'");
            Map<?, ?> problem = problem(audit().verify(""));
            database.execute("insert into audit.event select * from kept_row");
            database.execute("drop table kept_row");

            assertThat(problem.get("kind")).isEqualTo("row-removed");
            assertThat(problem.get("row_id")).isEqualTo(id);
            assertThat(audit().verify("").get("intact")).isEqualTo(true);
        }
    }

    @Test
    default void namesTheRowThatChangedPlaces(TestDatabase database) throws SQLException {
        String yves = admin().createUser("yves");
        admin().createProject("first-of-two");
        admin().createProject("second-of-two");
        admin().putMember("first-of-two", yves, "viewer").expectStatus().isOk();
        admin().putMember("second-of-two", yves, "viewer").expectStatus().isOk();
        // One transaction, so that its rows are in one batch.
        admin().delete("/api/v1/users/" + yves).expectStatus().isNoContent();
        try (var _ = quiet(database)) {
            String batch = database.rows("select l.batch from audit.leaf l join audit.event e using (at, id)"
                            + " where e.action = 'user.deleted' and e.subject_id = '" + yves + "'")
                    .getFirst();
            String swap = "update audit.leaf set position = 1 - position where position < 2 and batch = " + batch;
            database.execute(swap);
            Map<?, ?> problem = problem(audit().verify(""));
            database.execute(swap);

            assertThat(problem.get("kind")).isEqualTo("row-reordered");
            assertThat(problem.get("batch").toString()).isEqualTo(batch);
            assertThat(problem.get("row_id")).isNotNull();
            assertThat(audit().verify("").get("intact")).isEqualTo(true);
        }
    }

    @Test
    default void namesARowThatNobodySealed(TestDatabase database) throws SQLException {
        try (var _ = quiet(database)) {
            String id = "0198c0de-0000-7000-8000-00000000abcd";
            database.execute("insert into audit.event (at, id, action, outcome, subject_type, subject_id, detail)"
                    + " values (now() - interval '1 minute', '" + id + "', 'x', 'success', 'x', 'x', '{}')");
            Map<?, ?> problem = problem(audit().verify(""));
            database.execute("delete from audit.event where id = '" + id + "'");

            assertThat(problem.get("kind")).isEqualTo("row-added");
            assertThat(problem.get("row_id")).isEqualTo(id);
        }
    }

    @Test
    default void noticesThatTheTailWasCut(TestDatabase database, TestEvents events) throws SQLException {
        admin().createProject("tail");
        long end = AuditClient.number((Map<?, ?>) audit().sealed().get("head"), "batch");
        await().atMost(AuditClient.SOON)
                .until(() -> database.number("select coalesce(max(sequence), 0) from audit.head") >= end);
        List<AuditSealed> published = events.await(AuditSealed.class, 1);
        while (published.getLast().batch() < end) {
            published = events.await(AuditSealed.class, published.size() + 1);
        }
        AuditSealed head = published.getLast();
        String remembered = "?batch=" + head.batch() + "&rows=" + head.rows() + "&hash=" + head.hash();
        try (var _ = quiet(database)) {
            assertThat(audit().verify(remembered).get("intact")).isEqualTo(true);
            assertThat(problem(audit().verify(remembered.replaceFirst("rows=", "rows=9")))
                            .get("kind"))
                    .isEqualTo("head-differs");
            keepAndCut(database, head.batch());
            Map<?, ?> unnoticed = audit().verify("");
            Map<?, ?> noticed = audit().verify(remembered);
            database.execute("insert into audit.head select * from kept_head");
            Map<?, ?> noticedWithoutRemembering = audit().verify("");
            restore(database);

            assertThat(unnoticed.get("intact")).isEqualTo(true);
            assertThat(problem(noticed).get("kind")).isEqualTo("tail-cut");
            assertThat(problem(noticed).get("batch").toString()).isEqualTo(String.valueOf(head.batch()));
            assertThat(problem(noticedWithoutRemembering).get("kind")).isEqualTo("tail-cut");
            assertThat(audit().verify(remembered).get("intact")).isEqualTo(true);
        }
    }

    private void keepAndCut(TestDatabase database, long from) {
        String rows = "(at, id) in (select at, id from audit.leaf where batch >= " + from + ")";
        Map<String, String> cut = Map.of(
                "event",
                rows,
                "leaf",
                "batch >= " + from,
                "batch",
                "sequence >= " + from,
                "head",
                "sequence >= " + from);
        for (String table : TABLES) {
            database.execute(
                    "create table kept_" + table + " as select * from audit." + table + " where " + cut.get(table));
            database.execute("delete from audit." + table + " where " + cut.get(table));
        }
    }

    private static void restore(TestDatabase database) {
        for (String table : TABLES) {
            if (!table.equals("head")) {
                database.execute("insert into audit." + table + " select * from kept_" + table);
            }
            database.execute("drop table kept_" + table);
        }
    }

    /** Everything is sealed, and nobody seals until it is closed. */
    private AutoCloseableConnection quiet(TestDatabase database) throws SQLException {
        audit().sealed();
        Connection owner = database.connectAsOwner();
        try (var statement = owner.createStatement()) {
            statement.execute("select pg_advisory_lock(hashtextextended('audit-seal', 0))");
        }
        return owner::close;
    }

    /** A connection that is closed and not used. */
    interface AutoCloseableConnection extends AutoCloseable {
        @Override
        void close() throws SQLException;
    }

    private static Map<?, ?> problem(Map<?, ?> report) {
        assertThat(report.get("intact")).isEqualTo(false);
        return (Map<?, ?>) report.get("first_problem");
    }

    private static String idOf(String project, TestDatabase database) {
        return database.rows("select id from audit.event where project_id = '" + project + "'")
                .getFirst();
    }

    private AuditClient audit() {
        return new AuditClient(admin());
    }
}
