package dev.steward.zerotrust;

import static dev.steward.zerotrust.ZeroTrustClient.body;
import static dev.steward.zerotrust.ZeroTrustClient.credentials;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.Topics;
import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.TestEvents;
import dev.steward.zerotrust.application.TrustStandings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** How far users are trusted, as they and their operators see it. */
interface TrustScoreRequests {

    String SCORES = "/api/v1/zero-trust/trust-score/";
    String BERLIN = "203.0.113.7";
    String TOKYO = "203.0.113.200";
    Offset<Double> ROUNDED = Offset.offset(0.006);

    ZeroTrustClient anonymous();

    ZeroTrustClient admin();

    TrustStandings trustStandings();

    @Test
    default void everyTermIsListedAndTheyAddUpToTheScore() {
        String ada = admin().createUser("score-ada");
        ZeroTrustClient asAda = anonymous().as("score-ada");
        Map<?, ?> device = body(asAda.post("/api/v1/devices", Map.of("name", "Laptop")), 201);
        report(device, 95);
        logIn("score-ada", BERLIN, device.get("id"));

        Map<?, ?> score = body(asAda.get(SCORES + ada), 200);

        Map<?, ?> parts = (Map<?, ?>) score.get("breakdown");
        Map<?, ?> terms = (Map<?, ?>) score.get("terms");
        assertThat(names(terms, "device_trust"))
                .startsWith("compliance", "encrypted", "firewall", "antivirus", "patched");
        assertThat(names(terms, "user_trust")).containsExactly("base", "mfa", "recent_authentication", "history");
        assertThat(names(terms, "context_trust")).containsExactly("location", "time", "network");
        assertThat(parts).isEqualTo(Map.of("device_trust", 83.0, "user_trust", 90.0, "context_trust", 58.0));
        parts.forEach((part, points) -> assertThat(terms(terms, part.toString()).stream()
                        .mapToDouble(term -> ((Number) term.get("value")).doubleValue())
                        .sum())
                .isEqualTo(((Number) points).doubleValue(), ROUNDED));
        assertThat(score.get("overall_score")).isEqualTo(79.55);
        assertThat(score.get("trust_level")).isEqualTo("high");
        assertThat(terms(terms, "context_trust").toString()).contains("Berlin", "203.0.113.0/24");
        assertThat(terms(terms, "device_trust").toString())
                .contains(device.get("id").toString(), "95");
    }

    @Test
    default void scoreIsSeenByItsUserAndWhoMaySeeAll() {
        String bob = admin().createUser("score-bob");
        admin().createUser("score-eve", "developer");
        admin().createUser("score-otto", "operator");
        ZeroTrustClient eve = anonymous().as("score-eve");
        ZeroTrustClient otto = anonymous().as("score-otto");

        eve.get(SCORES + bob).expectStatus().isNotFound();
        eve.get(SCORES + "score-bob").expectStatus().isNotFound();
        eve.get(SCORES + "score-eve").expectStatus().isOk();
        otto.get(SCORES + "nobody").expectStatus().isNotFound();
        otto.get(SCORES + "no%20name").expectStatus().isNotFound();
        anonymous().get(SCORES + bob).expectStatus().isUnauthorized();

        Map<?, ?> score = body(otto.get(SCORES + "score-bob"), 200);
        assertThat(score.get("user_id")).isEqualTo(bob);
        assertThat(score.get("login_session_id")).isNull();
        assertThat(score.get("breakdown"))
                .isEqualTo(Map.of("device_trust", 40.0, "user_trust", 70.0, "context_trust", 62.0));
        assertThat(score.get("overall_score")).isEqualTo(57.5);
        assertThat(score.get("trust_level")).isEqualTo("medium");
    }

    @Test
    default void whoCannotHaveComeSoFarIsNotThere() {
        String carl = admin().createUser("score-carl");
        logIn("score-carl", BERLIN, null);
        assertThat(value(carl, "location")).isEqualTo(16);
        logIn("score-carl", BERLIN, null);
        assertThat(value(carl, "location")).isEqualTo(40);
        assertThat(value(carl, "network")).isEqualTo(30);

        logIn("score-carl", TOKYO, null);
        assertThat(value(carl, "location")).isZero();
        logIn("score-carl", "198.51.100.4", null);
        assertThat(value(carl, "location")).isEqualTo(20);
        assertThat(value(carl, "network")).isEqualTo(12);
    }

    @Test
    default void eachChangeOfLevelIsToldOnceByHoweverManyTurns(TestEvents events, TestDatabase database) {
        List<String> users = Stream.of("a", "b", "c", "d", "e")
                .map(name -> admin().createUser("score-told-" + name))
                .toList();
        Stream.of("a", "b", "c", "d", "e").forEach(name -> anonymous().login("score-told-" + name));
        turns();
        assertThat(told(events, users, 5)).extracting(CloudEvent::sequence).containsOnly(1L);

        String ids = "('" + String.join("', '", users) + "')";
        database.execute("update login_sessions set authenticated_at = authenticated_at - interval '1 hour'"
                + " where user_id in " + ids);
        database.execute("update trust_standings set evaluate_at = now() where user_id in " + ids);
        turns();
        List<CloudEvent> told = told(events, users, 10);
        assertThat(told).hasSize(10);
        users.forEach(
                user -> assertThat(told.stream().filter(event -> event.subject().equals(user)))
                        .extracting(CloudEvent::sequence)
                        .containsExactly(1L, 2L));
        assertThat(database.number("select count(*) from trust_standings where level = 'medium' and event_sequence = 2"
                        + " and user_id in " + ids))
                .isEqualTo(5);
    }

    @Test
    default void failedLoginsAreToldWithoutTheLoginWaitingForIt(TestEvents events, TestDatabase database) {
        String dan = admin().createUser("score-dan");
        anonymous().login("score-dan");
        told(events, List.of(dan), 1);
        database.execute("update login_sessions set authenticated_at = authenticated_at - interval '10 minutes'"
                + " where user_id = '" + dan + "'");
        for (int i = 0; i < 5; i++) {
            anonymous()
                    .post("/api/v1/auth/login", credentials("score-dan", "wrong"), "X-Forwarded-For", "198.51.100." + i)
                    .expectStatus()
                    .isUnauthorized();
            anonymous()
                    .post("/api/v1/auth/login", credentials("score-nobody", "wrong"))
                    .expectBody(Void.class);
        }
        assertThat(value(dan, "history")).isEqualTo(10, Offset.offset(0.1));
        assertThat(database.number("select count(*) from trust_histories where account = 'score-nobody'"))
                .isEqualTo(1);

        CloudEvent last = told(events, List.of(dan), 2).getLast();
        assertThat(new String(last.data(), UTF_8)).contains("\"high\"", "\"medium\"");
    }

    @Test
    default void usersSayWhenTheyWork() {
        String fay = admin().createUser("score-fay");
        admin().createUser("score-gil");
        String path = "/api/v1/users/" + fay + "/usual-hours";
        ZeroTrustClient asFay = anonymous().as("score-fay");
        Map<String, String> office = Map.of("zone", "Europe/Berlin", "from", "08:00", "to", "18:30");

        asFay.get(path)
                .expectHeader()
                .valueEquals("ETag", "\"0\"")
                .expectStatus()
                .isOk();
        assertThat(body(asFay.put(path, office, "\"0\""), 200)).isEqualTo(office);
        asFay.put(path, office, "\"0\"").expectStatus().isEqualTo(412);
        asFay.put(path, office, "\"1\"").expectHeader().valueEquals("ETag", "\"1\"");
        admin().put(path, Map.of("zone", "UTC", "from", "00:00", "to", "00:00"), "*")
                .expectHeader()
                .valueEquals("ETag", "\"2\"");
        assertThat(body(admin().get(path), 200).get("zone")).isEqualTo("UTC");
        anonymous().as("score-gil").get(path).expectStatus().isNotFound();
        anonymous().as("score-gil").put(path, office, "*").expectStatus().isNotFound();
        admin().put("/api/v1/users/no-uuid/usual-hours", office, "*")
                .expectStatus()
                .isNotFound();
        Map<?, ?> problem = body(asFay.put(path, Map.of("zone", "+02:00", "from", "24:00", "to", "8:00"), "*"), 400);
        assertThat(problem.get("errors").toString()).contains("zone", "from", "to");
    }

    private void turns() {
        Flux.range(0, 8).flatMap(_ -> trustStandings().turn(), 8).then().block();
    }

    private static List<CloudEvent> told(TestEvents events, List<String> users, int wanted) {
        return events.await(Topics.TRUST_EVENTS, seen -> changes(seen, users).size() >= wanted).stream()
                .filter(event -> changes(List.of(event), users).size() == 1)
                .toList();
    }

    private static List<CloudEvent> changes(List<CloudEvent> events, List<String> users) {
        return events.stream()
                .filter(event -> event.type().equals("trust-score.changed.v1") && users.contains(event.subject()))
                .toList();
    }

    private void logIn(String username, String address, Object deviceId) {
        Map<String, Object> body = new HashMap<>(credentials(username, TestSecrets.PASSWORD));
        body.put("device_id", deviceId);
        anonymous()
                .post("/api/v1/auth/login", body, "X-Forwarded-For", address)
                .expectStatus()
                .isOk();
    }

    private void report(Map<?, ?> device, double compliance) {
        Map<String, Object> posture =
                DeviceRequests.posture(device.get("credential").toString(), compliance);
        anonymous()
                .post("/api/v1/devices/" + device.get("id") + "/posture", posture)
                .expectStatus()
                .isOk();
    }

    private double value(String userId, String term) {
        Map<?, ?> terms = (Map<?, ?>) body(admin().get(SCORES + userId), 200).get("terms");
        return Stream.concat(terms(terms, "user_trust").stream(), terms(terms, "context_trust").stream())
                .filter(each -> each.get("name").equals(term))
                .mapToDouble(each -> ((Number) each.get("value")).doubleValue())
                .findFirst()
                .orElseThrow();
    }

    private static List<Object> names(Map<?, ?> terms, String part) {
        return terms(terms, part).stream().<Object>map(term -> term.get("name")).toList();
    }

    private static List<Map<?, ?>> terms(Map<?, ?> terms, String part) {
        return ((List<?>) terms.get(part))
                .stream().<Map<?, ?>>map(Map.class::cast).toList();
    }
}
