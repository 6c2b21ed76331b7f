package dev.steward.zerotrust;

import static dev.steward.zerotrust.ZeroTrustClient.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.trust.ApiKeyCreated;
import dev.steward.events.trust.ApiKeyRevoked;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.TestEvents;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** API keys as their owners and admins see them. */
interface ApiKeyRequests {

    String KEYS = "/api/v1/api-keys";

    ZeroTrustClient anonymous();

    ZeroTrustClient admin();

    @Test
    default void keyIsShownOnceAndRevokedOnce(TestEvents events, TestDatabase database) {
        admin().createUser("key-owner");
        ZeroTrustClient owner = anonymous().as("key-owner");
        Map<String, Object> wanted = Map.of("name", "CI", "scopes", List.of("jobs:*", "*:read", "jobs:*"));
        Map<?, ?> issued = body(owner.post(KEYS, wanted, "Idempotency-Key", "ci"), 201);
        Map<?, ?> again = body(owner.post(KEYS, wanted, "Idempotency-Key", "ci"), 201);
        String id = issued.get("id").toString();
        String key = issued.get("key").toString();
        String path = KEYS + "/" + id;

        assertThat(again.get("id")).isEqualTo(id);
        assertThat(again.get("key")).isNull();
        assertThat(again.get("secret_available")).isEqualTo(false);
        Map<?, ?> shown = body(owner.get(path), 200);
        assertThat(key)
                .matches("stw_[0-9A-Za-z]{71}")
                .startsWith(shown.get("prefix").toString());
        assertThat(shown.toString()).doesNotContain(key);
        assertThat(shown.get("scopes")).isEqualTo(List.of("*:read", "jobs:*"));
        assertThat(Instant.parse(shown.get("expires_at").toString())).isBetween(inDays(89), inDays(91));
        assertThat(body(owner.get(KEYS), 200).get("total")).isEqualTo(1);
        assertThat(database.number("select count(*) from api_keys where position(convert_to('" + key
                        + "', 'UTF8') in secret_hash) > 0"))
                .isZero();

        Map<?, ?> rotated = body(owner.post(path + "/rotate", Map.of("overlap", "PT0S")), 200);
        assertThat(rotated.get("key").toString())
                .startsWith(shown.get("prefix").toString())
                .isNotEqualTo(key);
        assertThat(rotated.get("expires_at")).isEqualTo(shown.get("expires_at"));

        owner.delete(path).expectStatus().isNoContent();
        owner.delete(path).expectStatus().isNotFound();
        owner.get(path).expectStatus().isNotFound();
        owner.post(path + "/rotate", Map.of()).expectStatus().isNotFound();
        assertThat(events.await(ApiKeyCreated.class, 1))
                .extracting(ApiKeyCreated::apiKeyId)
                .contains(id);
        assertThat(events.await(ApiKeyRevoked.class, 1))
                .extracting(ApiKeyRevoked::apiKeyId)
                .contains(id);
    }

    @Test
    default void adminRevokesTheKeysOfOthersButGetsNone() {
        String owner = admin().createUser("key-one");
        admin().createUser("key-two");
        ZeroTrustClient other = anonymous().as("key-two");
        String path = KEYS + "/"
                + body(anonymous().as("key-one").post(KEYS, key("Own")), 201).get("id");

        other.get(path).expectStatus().isNotFound();
        other.delete(path).expectStatus().isNotFound();
        other.post(path + "/rotate", Map.of()).expectStatus().isNotFound();
        other.get(KEYS + "?owner_id=" + owner).expectStatus().isNotFound();
        other.post(KEYS, of(owner)).expectStatus().isNotFound();
        admin().post(KEYS, of(owner)).expectStatus().isNotFound();
        admin().post(path + "/rotate", Map.of()).expectStatus().isNotFound();
        assertThat(body(admin().get(KEYS + "?owner_id=" + owner), 200).get("total"))
                .isEqualTo(1);
        admin().delete(path).expectStatus().isNoContent();
        anonymous().get(KEYS).expectStatus().isUnauthorized();
        anonymous().post(KEYS, key("Nobody's")).expectStatus().isUnauthorized();
    }

    @Test
    default void adminIssuesKeysOfServiceAccounts() {
        String account = body(admin().post("/api/v1/service-accounts", Map.of("name", "Builder")), 201)
                .get("id")
                .toString();
        admin().createUser("key-sam", "operator");
        ZeroTrustClient operator = anonymous().as("key-sam");

        Map<?, ?> issued = body(admin().post(KEYS, of(account)), 201);
        String path = KEYS + "/" + issued.get("id");

        assertThat(issued.get("owner_id")).isEqualTo(account);
        operator.get(path).expectStatus().isOk();
        operator.post(KEYS, of(account)).expectStatus().isNotFound();
        operator.post(path + "/rotate", Map.of()).expectStatus().isNotFound();
        operator.delete(path).expectStatus().isNotFound();
        Instant later = inDays(200);
        assertThat(body(admin().post(path + "/rotate", Map.of("expires_at", later.toString())), 200)
                        .get("expires_at"))
                .isEqualTo(later.toString());
        admin().delete("/api/v1/service-accounts/" + account).expectStatus().isNoContent();
        admin().get(path).expectStatus().isNotFound();
        admin().post(KEYS, of(account)).expectStatus().isNotFound();
        admin().post(KEYS, of("no-uuid")).expectStatus().isNotFound();
    }

    @Test
    default void everyBadFieldOfAKeyIsNamed() {
        Map<String, Object> bad = Map.of("name", "\n", "scopes", List.of("Jobs:*", "jobs", "*:read"), "x", 1);
        assertThat(body(admin().post(KEYS, bad), 400).get("errors").toString()).contains("name", "scopes", "field=x");
        admin().post(KEYS, Map.of("name", "None", "scopes", List.of()))
                .expectStatus()
                .isBadRequest();
        admin().post(KEYS, Map.of("name", "None")).expectStatus().isBadRequest();
        for (Object expiry : List.of("2001-01-01T00:00:00Z", inDays(367).toString(), "tomorrow", 7)) {
            admin().post(KEYS, Map.of("name", "Old", "scopes", List.of("*:read"), "expires_at", expiry))
                    .expectStatus()
                    .isBadRequest();
        }
        admin().post(KEYS + "/no-uuid/rotate", Map.of("overlap", "P8D"))
                .expectStatus()
                .isBadRequest();
        admin().get(KEYS + "/no-uuid").expectStatus().isNotFound();
    }

    @Test
    default void noMoreKeysThanAllowedAlsoAtOnce(TestDatabase database) throws Exception {
        String owner = admin().createUser("key-many");
        database.execute("insert into api_keys (id, owner_id, name, scopes, secret_hash, created_at, expires_at)"
                + " select gen_random_uuid(), '" + owner + "', 'old', '{*:read}', '\\x00', now(), now()"
                + " from generate_series(1, 48)");
        ZeroTrustClient client = anonymous().as("key-many");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var issues = IntStream.range(0, 8)
                    .<Callable<Integer>>mapToObj(i -> () -> client.post(KEYS, key("Key " + i))
                            .expectBody(byte[].class)
                            .returnResult()
                            .getStatus()
                            .value())
                    .toList();
            assertThat(threads.invokeAll(issues))
                    .extracting(issue -> issue.get())
                    .containsOnly(201, 409);
        }
        assertThat(database.number("select count(*) from api_keys where owner_id = '" + owner + "'"))
                .isEqualTo(50);
    }

    private static Map<String, Object> key(String name) {
        return Map.of("name", name, "scopes", List.of("*:read"));
    }

    private static Map<String, Object> of(String owner) {
        return Map.of("name", "Of another", "scopes", List.of("*:read"), "owner_id", owner);
    }

    private static Instant inDays(int days) {
        return Instant.now().plus(days, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
    }
}
