package dev.steward.zerotrust;

import static dev.steward.zerotrust.ZeroTrustClient.body;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.events.Topics;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.TestEvents;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Policies as admins write them and let them decide. */
interface PolicyRequests {

    String POLICIES = "/api/v1/zero-trust/policies";
    Map<String, Object> LATEST = Map.of();

    ZeroTrustClient anonymous();

    ZeroTrustClient admin();

    @Test
    default void policyLivesFromDraftToItsEnd(TestEvents events) {
        Map<?, ?> draft = body(admin().post(POLICIES, policy("Life", "docs/life/**")), 201);
        String path = POLICIES + "/" + draft.get("id");
        assertThat(draft.get("state")).isEqualTo("draft");
        admin().post(path + "/activate", LATEST).expectStatus().isEqualTo(409);

        admin().put(path, policy("Life", "docs/life/*"), "\"2\"").expectStatus().isEqualTo(412);
        Map<?, ?> second = body(admin().put(path, policy("Life", "docs/life/*"), "\"1\""), 200);
        assertThat(second.get("version")).isEqualTo(2);
        assertThat(body(admin().post(path + "/dry-run", Map.of("version", 1)), 200)
                        .get("state"))
                .isEqualTo("dry_run");
        body(admin().post(path + "/activate", Map.of("version", 1)), 200);
        body(admin().post(path + "/dry-run", LATEST), 200);
        Map<?, ?> active = body(admin().post(path + "/activate", LATEST), 200);
        assertThat(active.get("state")).isEqualTo("active");
        assertThat(active.get("active_version")).isEqualTo(2);
        assertThat(active.get("warnings")).isEqualTo(List.of());
        assertThat(body(admin().post(path + "/roll-back", LATEST), 200).get("active_version"))
                .isEqualTo(1);

        Map<?, ?> versions = body(admin().get(path + "/versions"), 200);
        assertThat(versions.get("total")).isEqualTo(2);
        assertThat(versions.get("items").toString()).containsSubsequence("docs/life/*", "docs/life/**");
        assertThat(body(admin().get(path), 200).get("active_version")).isEqualTo(1);
        assertThat(body(admin().get(POLICIES + "?state=active"), 200)
                        .get("items")
                        .toString())
                .contains(draft.get("id").toString());

        assertThat(body(admin().post(path + "/deactivate", ""), 200).get("state"))
                .isEqualTo("inactive");
        admin().post(path + "/deactivate", "").expectStatus().isEqualTo(409);
        admin().delete(path).expectStatus().isNoContent();
        admin().delete(path).expectStatus().isNotFound();
        admin().get(path).expectStatus().isNotFound();
        admin().get(path + "/versions").expectStatus().isNotFound();

        String key = "policy/" + draft.get("id");
        List<ConsumerRecord<byte[], byte[]>> entries = events.awaitRecords(
                Topics.TRUST_POLICIES, seen -> of(seen, key).stream().anyMatch(each -> each.value() == null));
        assertThat(of(entries, key))
                .extracting(each -> sequence(each) + (each.value() == null ? " gone" : ""))
                .containsExactly("1", "2", "3", "4 gone");
        assertThat(of(entries, "policies-complete")).isNotEmpty();
        assertThat(events.await(
                        Topics.TRUST_EVENTS,
                        seen -> seen.stream()
                                        .filter(each -> each.subject().equals(draft.get("id")))
                                        .count()
                                >= 3))
                .filteredOn(each -> each.subject().equals(draft.get("id")))
                .extracting(each -> each.type() + "#" + each.sequence())
                .containsExactly("policy.activated.v1#1", "policy.activated.v1#2", "policy.activated.v1#3");
    }

    @Test
    default void everyBadFieldOfAPolicyIsNamed() {
        Map<String, Object> bad = new HashMap<>(policy(" ", "a//b"));
        bad.put("actions", List.of());
        bad.put("required_roles", Collections.nCopies(65, "viewer"));
        bad.put("required_trust_level", "most");
        bad.put("effect", "perhaps");
        bad.put(
                "conditions",
                Map.of(
                        "device_compliance_min",
                        101,
                        "time_window",
                        Map.of("zone", "Moon", "from", "08:00", "to", "09:00"),
                        "networks",
                        List.of("10.0.0.0/8", "10.0.0.1/8"),
                        "locations",
                        List.of(" "),
                        "max_posture_age",
                        "soon",
                        "weather",
                        "fine"));

        assertThat(fields(bad))
                .containsExactlyInAnyOrder(
                        "name",
                        "resource_pattern",
                        "actions",
                        "required_roles",
                        "required_trust_level",
                        "effect",
                        "conditions.device_compliance_min",
                        "conditions.time_window",
                        "conditions.networks[1]",
                        "conditions.locations[0]",
                        "conditions.max_posture_age",
                        "conditions.weather");
        assertThat(fields(Map.of("conditions", Map.of("networks", List.of(7, "no"), "time_window", Map.of()))))
                .containsExactlyInAnyOrder(
                        "name",
                        "resource_pattern",
                        "actions",
                        "effect",
                        "conditions.networks[0]",
                        "conditions.networks[1]",
                        "conditions.time_window.zone",
                        "conditions.time_window.from",
                        "conditions.time_window.to");
        Map<String, Object> challenging = new HashMap<>(policy("Deny", "docs/**"));
        challenging.put("effect", "deny");
        challenging.put("required_trust_level", "high");
        challenging.put("conditions", Map.of("mfa_required", true));
        assertThat(fields(challenging)).containsExactlyInAnyOrder("required_trust_level", "conditions.mfa_required");
    }

    @Test
    default void refusesAtActivationWhatLocksOutOrCannotMatch() {
        Map<String, Object> lockOut = new HashMap<>(policy("Nobody", "platform/**"));
        lockOut.put("effect", "deny");
        String path =
                POLICIES + "/" + body(admin().post(POLICIES, lockOut), 201).get("id");
        assertThat(body(admin().post(path + "/dry-run", LATEST), 200)
                        .get("warnings")
                        .toString())
                .contains("locks-out-admins");
        Map<?, ?> refused = body(admin().post(path + "/activate", LATEST), 409);
        assertThat(refused.get("detail").toString()).contains("No admin");
        assertThat(refused.get("findings").toString()).contains("kind=locks-out-admins");

        String never = POLICIES + "/"
                + body(admin().post(POLICIES, policy("Never", "platform/shop")), 201)
                        .get("id");
        body(admin().post(never + "/dry-run", LATEST), 200);
        assertThat(body(admin().post(never + "/activate", LATEST), 409)
                        .get("detail")
                        .toString())
                .contains("platform/<project|_>/<collection>/<id|_>");
        admin().delete(path).expectStatus().isNoContent();
        admin().delete(never).expectStatus().isNoContent();
    }

    @Test
    default void warningNamesThePolicyThatSaysTheOpposite() {
        Map<?, ?> allow = body(admin().post(POLICIES, policy("Readers", "docs/opposite/**")), 201);
        Map<String, Object> opposite = new HashMap<>(policy("No drafts", "docs/opposite/drafts"));
        opposite.put("effect", "deny");
        Map<?, ?> deny = body(admin().post(POLICIES, opposite), 201);
        for (Map<?, ?> policy : List.of(allow, deny)) {
            body(admin().post(POLICIES + "/" + policy.get("id") + "/dry-run", LATEST), 200);
        }
        body(admin().post(POLICIES + "/" + allow.get("id") + "/activate", LATEST), 200);

        Map<?, ?> answer = body(admin().post(POLICIES + "/" + deny.get("id") + "/activate", LATEST), 200);

        assertThat(answer.get("warnings").toString())
                .contains("kind=overlaps", "policy_id=" + allow.get("id"), "policy_name=Readers");
        admin().delete(POLICIES + "/" + allow.get("id")).expectStatus().isNoContent();
        admin().delete(POLICIES + "/" + deny.get("id")).expectStatus().isNoContent();
    }

    /** Each alone leaves the other's admins a way in, which they come by; both together leave none. */
    @Test
    default void twoActivationsAtOnceLockNobodyOut(TestDatabase database) throws Exception {
        Map<String, String> paths =
                Map.of(denied("At home", "0.0.0.0/1"), "10.0.0.1", denied("Elsewhere", "128.0.0.0/1"), "192.0.2.1");

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> both = paths.entrySet().stream()
                    .<Callable<Integer>>map(each ->
                            () -> admin().post(each.getKey() + "/activate", LATEST, "X-Forwarded-For", each.getValue())
                                    .expectBody(byte[].class)
                                    .returnResult()
                                    .getStatus()
                                    .value())
                    .toList();
            assertThat(threads.invokeAll(both).stream().map(Future::resultNow)).containsExactlyInAnyOrder(200, 409);
        }
        assertThat(database.number("select count(*) from policies p join policy_versions v on v.policy_id = p.id"
                        + " where p.active_version is not null and v.rules ->> 'name' in ('At home', 'Elsewhere')"))
                .isEqualTo(1);
        for (String path : paths.keySet()) {
            assertThat(paths.values().stream().map(address -> admin().deleteFrom(address, path)
                            .expectBody(byte[].class)
                            .returnResult()
                            .getStatus()
                            .value()))
                    .contains(204);
        }
    }

    /** As a kill of the service would: the transaction ends with its connection, between the change and its events. */
    @Test
    default void activationCutOffInTheMiddleLeavesAllAsItWas(TestDatabase database) throws Exception {
        String id = body(admin().post(POLICIES, policy("Cut off", "docs/cut-off")), 201)
                .get("id")
                .toString();
        String path = POLICIES + "/" + id;
        body(admin().post(path + "/dry-run", LATEST), 200);
        String waiting =
                "from pg_locks where relation = 'outbox'::regclass and mode = 'RowExclusiveLock' and not granted";
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var connection = database.connectAsApp();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table outbox in access exclusive mode");
            Future<?> answer = threads.submit(() -> body(admin().post(path + "/activate", LATEST), 503));
            await().until(() -> database.number("select count(*) " + waiting) > 0);
            statement.execute("select pg_terminate_backend(pid) " + waiting);
            connection.rollback();
            answer.get();
        }

        assertThat(body(admin().get(path), 200).get("state")).isEqualTo("dry_run");
        assertThat(database.number("select count(*) from outbox where aggregate_id like '%" + id + "'"))
                .isZero();
        assertThat(database.number("select event_sequence from policies where id = '" + id + "'"))
                .isZero();
        body(admin().post(path + "/activate", LATEST), 200);
        admin().delete(path).expectStatus().isNoContent();
    }

    @Test
    default void policiesAreForAdminsToChange() {
        admin().createUser("pol-operator", "operator");
        admin().createUser("pol-viewer", "viewer");
        ZeroTrustClient operator = anonymous().as("pol-operator");
        ZeroTrustClient viewer = anonymous().as("pol-viewer");
        Map<?, ?> policy = body(admin().post(POLICIES, policy("Guarded", "docs/guarded")), 201);
        String path = POLICIES + "/" + policy.get("id");

        operator.get(path).expectStatus().isOk();
        operator.post(POLICIES, policy("Mine", "docs/**")).expectStatus().isForbidden();
        operator.post(path + "/activate", LATEST).expectStatus().isForbidden();
        operator.delete(path).expectStatus().isForbidden();
        viewer.get(path).expectStatus().isForbidden();
        viewer.get(POLICIES).expectStatus().isForbidden();
        anonymous().get(POLICIES).expectStatus().isUnauthorized();
        admin().get(POLICIES + "/no-uuid").expectStatus().isNotFound();
        admin().post(POLICIES + "/no-uuid/activate", LATEST).expectStatus().isNotFound();
        admin().post(path + "/dry-run", Map.of("version", 0)).expectStatus().isBadRequest();
        admin().post(path + "/dry-run", Map.of("version", 7)).expectStatus().isNotFound();
        admin().get(POLICIES + "?state=asleep").expectStatus().isBadRequest();
        admin().delete(path).expectStatus().isNoContent();
    }

    private String denied(String name, String network) {
        Map<String, Object> deny = new HashMap<>(policy(name, "platform/_/policies/*"));
        deny.put("effect", "deny");
        deny.put("conditions", Map.of("networks", List.of(network)));
        String path = POLICIES + "/" + body(admin().post(POLICIES, deny), 201).get("id");
        body(admin().post(path + "/dry-run", LATEST), 200);
        return path;
    }

    private List<String> fields(Map<String, Object> bad) {
        return ((List<?>) body(admin().post(POLICIES, bad), 400).get("errors"))
                .stream()
                        .map(error -> ((Map<?, ?>) error).get("field").toString())
                        .toList();
    }

    private static List<ConsumerRecord<byte[], byte[]>> of(List<ConsumerRecord<byte[], byte[]>> records, String key) {
        return records.stream()
                .filter(each -> new String(each.key(), UTF_8).equals(key))
                .toList();
    }

    private static String sequence(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.headers().lastHeader("ce_sequence").value(), UTF_8);
    }

    private static Map<String, Object> policy(String name, String pattern) {
        return Map.of("name", name, "resource_pattern", pattern, "actions", List.of("*"), "effect", "allow");
    }
}
