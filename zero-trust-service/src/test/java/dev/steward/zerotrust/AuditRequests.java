package dev.steward.zerotrust;

import static dev.steward.zerotrust.ZeroTrustClient.body;
import static dev.steward.zerotrust.ZeroTrustClient.credentials;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.kit.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the audit knows afterwards, and who may add to it and read it. */
interface AuditRequests {

    String AUDIT = AuditClient.AUDIT;

    ZeroTrustClient anonymous();

    ZeroTrustClient admin();

    @Test
    default void everyLoginLeavesARowWithItsOutcomeAndItsAddress() {
        String vera = admin().createUser("vera");
        anonymous().login("vera");
        anonymous()
                .post("/api/v1/auth/login", credentials("vera", "wrong"), "X-Forwarded-For", "203.0.113.77")
                .expectStatus()
                .isUnauthorized();

        assertThat(audit().rows("actor=" + vera + "&action=login.succeeded"))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.get("outcome")).isEqualTo("success");
                    assertThat(row.get("subject_type")).isEqualTo("login-session");
                    assertThat(row.get("address")).isEqualTo("127.0.0.1");
                    assertThat(row.get("correlation_id").toString()).matches("[0-9a-f]{32}");
                });
        assertThat(audit().rows("actor=vera&outcome=failure")).singleElement().satisfies(row -> {
            assertThat(row.get("action")).isEqualTo("login.failed");
            assertThat(row.get("actor")).isNull();
            assertThat(row.get("address")).isEqualTo("203.0.113.77");
            assertThat(row.get("detail").toString()).contains("wrong-password").doesNotContain("wrong\"");
        });
    }

    @Test
    default void everyAdministrativeChangeLeavesARowThatNamesTheAdmin() {
        String walt = admin().createUser("walt");
        admin().createProject("audited");
        admin().putMember("audited", walt, "viewer").expectStatus().isOk();
        admin().patch("/api/v1/projects/audited", Map.of("name", "Seen"), "*")
                .expectStatus()
                .isOk();
        admin().patch("/api/v1/users/" + walt, Map.of("roles", List.of("operator")), "*")
                .expectStatus()
                .isOk();
        admin().post("/api/v1/users/" + walt + "/password", Map.of("password", "another horse battery"))
                .expectStatus()
                .is2xxSuccessful();
        Map<?, ?> device = body(admin().post("/api/v1/devices", Map.of("name", "laptop")), 201);
        admin().delete("/api/v1/devices/" + device.get("id")).expectStatus().isNoContent();
        admin().patch("/api/v1/users/" + walt, Map.of("disabled", true), "*")
                .expectStatus()
                .isOk();
        admin().patch("/api/v1/users/" + walt, Map.of("disabled", false), "*")
                .expectStatus()
                .isOk();
        admin().delete("/api/v1/users/" + walt).expectStatus().isNoContent();
        admin().delete("/api/v1/projects/audited").expectStatus().isNoContent();
        admin().post("/api/v1/zero-trust/signing-keys", Map.of()); // or the other test did

        assertThat(audit().actions("subject=" + walt))
                .containsExactly(
                        "user.deleted",
                        "user.changed",
                        "user.disabled",
                        "credential.changed",
                        "user.changed",
                        "user.created");
        assertThat(audit().actions("project_id=audited"))
                .containsExactly(
                        "project.archived",
                        "membership.changed",
                        "project.renamed",
                        "membership.changed",
                        "project.created");
        assertThat(audit().actions("subject=" + device.get("id")))
                .containsExactly("device.removed", "device.registered");
        assertThat(audit().rows("subject=" + walt + "&project_id=audited")).isEmpty();
        assertThat(audit().rows("action=signing-key.rotated")).isNotEmpty();
        assertThat(audit().rows("project_id=audited"))
                .allSatisfy(row -> assertThat(row.get("actor_name")).isEqualTo("admin"));
    }

    @Test
    default void aChangeThatCannotBeAuditedIsNotMade(TestDatabase database) {
        database.execute("revoke insert on audit.event from " + database.app());
        try {
            admin().post("/api/v1/projects", Map.of("project_id", "unseen", "name", "Unseen"))
                    .expectStatus()
                    .is5xxServerError();
        } finally {
            database.execute("grant insert on audit.event to " + database.app());
        }
        assertThat(database.number("select count(*) from projects where id = 'unseen'"))
                .isZero();
        assertThat(database.number("select count(*) from outbox where aggregate_id = 'unseen'"))
                .isZero();
    }

    @Test
    default void theServiceItselfCanOnlyAddAndRead(TestDatabase database) throws SQLException {
        admin().createProject("kept");
        List<String> tables =
                database.rows("select format('%I.%I', schemaname, tablename) from pg_tables where schemaname = 'audit'"
                        + " and tablename <> 'pending'");
        assertThat(tables).hasSizeGreaterThan(4);
        try (Connection app = database.connectAsApp();
                var statement = app.createStatement()) {
            for (String table : tables) {
                for (String attempt : List.of(
                        "update %s set hash = hash",
                        "delete from %s", "truncate %s", "drop table %s", "alter table %s disable trigger all")) {
                    assertThatThrownBy(() -> statement.execute(attempt.replace(
                                            "hash = hash", table.contains("event") ? "detail = ''" : "hash = ''")
                                    .formatted(table)))
                            .as(attempt.formatted(table))
                            .hasMessageMatching("(?s).*(permission denied|must be owner).*");
                }
            }
            for (String attempt : List.of(
                    "select audit.keep_partitions(399, 1)",
                    "select keep_month_partitions('event', 31, 1)",
                    "select keep_month_partitions('audit.event', 31, 1)",
                    "create table audit.other (a int)",
                    "drop schema audit cascade")) {
                assertThatThrownBy(() -> statement.execute(attempt)).as(attempt).isInstanceOf(SQLException.class);
            }
        }
    }

    @Test
    default void theAuditIsForAdmins() {
        admin().createUser("olga", "operator");
        ZeroTrustClient operator = anonymous().as("olga");

        operator.get(AUDIT).expectStatus().isForbidden();
        operator.get(AUDIT + "/export").expectStatus().isForbidden();
        operator.post(AUDIT + "/verify", "").expectStatus().isForbidden();
        anonymous().get(AUDIT).expectStatus().isUnauthorized();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "outcome=perhaps",
                "from=yesterday",
                "to=10000-01-01T00:00:00Z",
                "from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z",
                "actor=\0",
                "subject=",
                "page_size=101"
            })
    default void namesWhatItCannotFilterBy(String query) {
        assertThat(body(admin().get(AUDIT + "?" + query), 400).get("errors")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "batch=1",
                "batch=0&rows=1&hash=00",
                "batch=1&rows=-1&hash=xyz",
                "rows=1",
                "from_sequence=0",
                "from_sequence=x"
            })
    default void namesWhatIsNoHead(String query) {
        assertThat(body(admin().post(AUDIT + "/verify?" + query, ""), 400).get("errors"))
                .isNotNull();
    }

    @Test
    default void filtersByTime() {
        admin().createProject("timed");
        Map<?, ?> row = audit().rows("project_id=timed").getFirst();

        assertThat(audit().rows("project_id=timed&from=" + row.get("at"))).hasSize(1);
        assertThat(audit().rows("project_id=timed&to=" + row.get("at"))).isEmpty();
    }

    @Test
    default void exportsEveryRowInOrderAsLines(TestDatabase database) {
        // Written as the service would, but 1,201 at once: more than is read, and sealed, at once.
        database.execute("""
                with added as (
                    insert into audit.event (at, id, action, outcome, subject_type, subject_id, detail)
                    select now() + i * interval '1 microsecond', gen_random_uuid(), 'bulk', 'success', 'row', i::text, '{}'
                    from generate_series(1, 1201) i returning at, id)
                insert into audit.pending select at, id from added""");

        List<?> rows = admin().get(AUDIT + "/export?action=bulk")
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType("application/x-ndjson")
                .returnResult(Map.class)
                .getResponseBody()
                .<Object>map(row -> row.get("subject_id"))
                .collectList()
                .block();

        assertThat(rows)
                .isEqualTo(IntStream.rangeClosed(1, 1_201)
                        .mapToObj(String::valueOf)
                        .toList());
        assertThat(audit().verify("").get("intact")).isEqualTo(true);
    }

    @Test
    default void manyWritersAtOnceMakeOneChainWithoutALossInIt(TestDatabase database) throws Exception {
        long before = database.number("select count(*) from audit.event");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = threads.invokeAll(IntStream.range(0, 24)
                    .mapToObj(i -> (java.util.concurrent.Callable<String>) () -> admin().createProject("many-" + i))
                    .toList());
            for (var each : all) {
                each.get();
            }
        }

        Map<?, ?> report = audit().sealed();
        assertThat(report.get("intact")).isEqualTo(true);
        assertThat(AuditClient.number(report, "rows")).isGreaterThanOrEqualTo(before + 24);
        assertThat(((Map<?, ?>) report.get("head")).get("rows")).isEqualTo(report.get("rows"));
    }

    private AuditClient audit() {
        return new AuditClient(admin());
    }
}
