package dev.steward.kit.security.trust;

import static dev.steward.kit.testing.TestPolicies.denial;
import static dev.steward.kit.testing.TestPolicies.secondFactor;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.events.DomainEvent;
import dev.steward.events.EventTypes;
import dev.steward.events.Topics;
import dev.steward.events.UuidV7;
import dev.steward.events.trust.DeviceStateChanged;
import dev.steward.events.trust.LoginSessionStateChanged;
import dev.steward.events.trust.PoliciesComplete;
import dev.steward.events.trust.PolicyStateChanged;
import dev.steward.events.trust.ProjectStateChanged;
import dev.steward.events.trust.SigningKeysChanged;
import dev.steward.events.trust.SnapshotComplete;
import dev.steward.kit.KitApplication;
import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.kit.security.Caller;
import dev.steward.kit.security.ProjectAccess;
import dev.steward.kit.security.Route;
import dev.steward.kit.security.RouteTable;
import dev.steward.kit.security.access.EvidenceSource;
import dev.steward.kit.testing.SuiteEnvironment;
import dev.steward.kit.testing.SuiteInfra;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.TestEvents;
import dev.steward.kit.testing.TestTokens;
import dev.steward.kit.testing.WithSuiteInfra;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** A service with one route on the real topic; nobody answers at the JWKS address. */
@WithSuiteInfra
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TrustStateIT {

    private static final TestTokens TOKENS = new TestTokens();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String ADA =
            TOKENS.token("ada", claims -> claims.claim("projects", Map.of("ahead", "viewer")));

    private static TestEvents topic;
    private static ConfigurableApplicationContext service;

    @RestController
    static class Notes {

        private final ProjectAccess access;

        Notes(ProjectAccess access) {
            this.access = access;
        }

        @Bean
        static RouteTable routes() {
            return RouteTable.of(Route.get("/notes/{project_id}").needs("notes:read"));
        }

        @GetMapping("/notes/{projectId}")
        Mono<String> get(@PathVariable String projectId) {
            return access.require(projectId).map(Caller::userId);
        }
    }

    @BeforeAll
    static void connect(TestEvents events) {
        topic = events;
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    @Order(1)
    void isReadyOnceBothMarkersHaveArrived(TestDatabase database) throws Exception {
        start(database);
        publish("keys", 1, new SigningKeysChanged(List.of(TOKENS.publicJwk())));
        publishProject("atlas", 1, Map.of("ada", "viewer"));
        publish("snapshot-complete", 1, new SnapshotComplete(2, Instant.EPOCH));
        publish("policy/gone", 1, denial("gone", "platform/atlas/notes/**", "read"));
        await().until(() -> state().entries().get("snapshot-complete").isPresent());
        await().until(() -> state().entries().get("policy/gone").isPresent());
        assertThat(get("/health/ready", "").statusCode()).isEqualTo(503);
        HttpResponse<String> early = get("/notes/atlas", ADA);
        assertThat(early.statusCode()).isEqualTo(503);
        assertThat(early.headers().firstValue("Retry-After")).isPresent();

        endPolicy("gone", 2);
        publish("policies-complete", 1, new PoliciesComplete(0, Instant.EPOCH));

        await().atMost(60, SECONDS).until(() -> get("/health/ready", "").statusCode() == 200);
        HttpResponse<String> answer = get("/notes/atlas", ADA);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("ada");
        assertThat(get("/notes/atlas", TOKENS.token("bob")).statusCode()).isEqualTo(404);
    }

    @Test
    @Order(2)
    void waitsForWhatATokenIsAheadOf() throws Exception {
        CompletableFuture<HttpResponse<String>> unseen = getAsync("/notes/unseen", ADA);
        publishProject("unseen", 1, Map.of("ada", "viewer"));
        assertThat(unseen.get(60, SECONDS).statusCode()).isEqualTo(200);

        publishProject("ahead", 1, Map.of());
        await().until(() -> state().entries().get("project/ahead").isPresent());
        CompletableFuture<HttpResponse<String>> ahead = getAsync("/notes/ahead", ADA);
        publishProject("ahead", 2, Map.of("ada", "viewer"));
        assertThat(ahead.get(60, SECONDS).statusCode()).isEqualTo(200);

        assertThat(get("/notes/never", ADA).statusCode()).isEqualTo(404);
    }

    @Test
    @Order(3)
    void refusesARevokedLoginSession() throws Exception {
        String token = TOKENS.token("carol", "admin");
        assertThat(get("/notes/atlas", token).statusCode()).isEqualTo(200);

        Instant now = Instant.now();
        publish("login-session/login-of-carol", 1, new LoginSessionStateChanged("login-of-carol", "carol", now, now));

        await().until(() -> get("/notes/atlas", token).statusCode() == 401);
    }

    @Test
    @Order(3)
    void countsWhatWasToldLastOfADeviceUntilItIsRemoved() {
        Instant now = Instant.now();
        publish("device/phone", 2, device(90, now));
        publish("device/phone", 1, device(10, now));
        publishOfANewerRelease("device/phone", 3, """
                {"device_id": "phone", "user_id": "ada", "security_patch_level": "latest", "encrypted": true,
                 "firewall_enabled": true, "antivirus_enabled": true, "compliance_score": 70,
                 "reported_at": "2026-01-01T00:00:00Z", "jailbroken": true}""");
        await().untilAsserted(() -> assertThat(compliance(now)).isEqualTo(70));

        topic.send(new ProducerRecord<>(Topics.TRUST_STATE, "device/phone".getBytes(UTF_8), null));
        await().untilAsserted(() -> assertThat(compliance(now)).isNull());
    }

    @Test
    @Order(4)
    void obeysPoliciesWhileTheyAreActive() throws Exception {
        publish("policy/closed", 1, denial("closed", "platform/atlas/notes/_", "read"));
        await().until(() -> get("/notes/atlas", ADA).statusCode() == 403);
        assertThat(get("/notes/atlas", ADA).body()).contains("\"decision_id\":\"", "\"reason\":\"denied-by-policy\"");

        topic.publish(Topics.TRUST_POLICIES, entry("policy/closed", 2, "{\"effect\":".getBytes(UTF_8)));
        await().until(() -> get("/health/ready", "").body().contains("DEGRADED"));
        assertThat(get("/notes/atlas", ADA).statusCode()).isEqualTo(403);

        publish("policy/closed", 3, secondFactor("closed", "platform/atlas/notes/_", "read"));
        await().until(() -> get("/notes/atlas", ADA).statusCode() == 401);
        await().until(() -> !get("/health/ready", "").body().contains("DEGRADED"));
        String strong = TOKENS.token(
                "ada", claims -> claims.claim("mfa_at", Instant.now().getEpochSecond()));
        assertThat(get("/notes/atlas", strong).statusCode()).isEqualTo(200);

        endPolicy("closed", 4);
        await().until(() -> get("/notes/atlas", ADA).statusCode() == 200);
    }

    @Test
    @Order(5)
    void savesAChangeBeforeAKillCanLoseIt(TestDatabase database) {
        long started = System.nanoTime();
        for (int i = 0; i < 8; i++) {
            String project = "saved-" + i;
            publishProject(project, 1, Map.of());
            await().atMost(60, SECONDS).until(() -> isSaved(database, "project/" + project));
        }

        // Far less than one round of retries for each.
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    @Order(6)
    void comesUpFromItsSnapshotWhileTheBrokerIsAway(TestDatabase database, SuiteInfra infra) throws Exception {
        publishProject("fresh", 1, Map.of("ada", "viewer"));
        await().until(() -> get("/notes/fresh", ADA).statusCode() == 200);
        publish("policy/kept", 1, denial("kept", "platform/atlas/**", "read"));
        await().until(() -> get("/notes/atlas", ADA).statusCode() == 403);
        await().until(() -> isSaved(database, "policy/kept"));
        infra.killKafka();
        try {
            await().atMost(60, SECONDS)
                    .until(() -> get("/health/ready", "").body().contains("DEGRADED"));
            assertThat(get("/notes/fresh", ADA).statusCode()).isEqualTo(200);

            service.close();
            start(database);
            await().atMost(60, SECONDS).until(() -> get("/health/ready", "").statusCode() == 200);
            assertThat(get("/notes/fresh", ADA).statusCode()).isEqualTo(200);
            assertThat(get("/health/ready", "").body()).contains("DEGRADED");
            assertThat(get("/notes/atlas", ADA).statusCode()).isEqualTo(403);
        } finally {
            infra.restartKafka();
        }
        publishProject("later", 1, Map.of("ada", "viewer"));
        await().atMost(60, SECONDS).until(() -> get("/notes/later", ADA).statusCode() == 200);
        await().atMost(60, SECONDS).until(() -> !get("/health/ready", "").body().contains("DEGRADED"));
    }

    @Test
    @Order(7)
    void startsFromNoSnapshotThatIsOldOrDoesNotKnowThePolicies(TestDatabase database, SuiteInfra infra)
            throws Exception {
        service.close();
        infra.killKafka();
        try {
            assertThat(database.execute("update trust_snapshot set confirmed_at = now() - interval '61 minutes'"))
                    .isEqualTo(1);
            start(database);
            // Long enough for it to have tried the broker and looked at the snapshot.
            await().during(6, SECONDS).atMost(60, SECONDS).until(() -> state().source() == TrustState.Source.NOWHERE);
            assertThat(get("/health/ready", "").statusCode()).isEqualTo(503);
            assertThat(get("/notes/atlas", ADA).statusCode()).isEqualTo(503);
            assertThat(get("/notes/atlas", "").statusCode()).isEqualTo(401);

            // As a release without policies saved it.
            database.execute("update trust_snapshot set content = convert_to(replace(convert_from(content, 'UTF8'),"
                    + " 'policies-complete', 'policies-missing'), 'UTF8')");
            database.execute("update trust_snapshot set confirmed_at = now() - interval '59 minutes'");
            await().during(6, SECONDS).atMost(60, SECONDS).until(() -> state().source() == TrustState.Source.NOWHERE);

            database.execute("update trust_snapshot set content = convert_to(replace(convert_from(content, 'UTF8'),"
                    + " 'policies-missing', 'policies-complete'), 'UTF8')");
            await().atMost(60, SECONDS).until(() -> get("/notes/fresh", ADA).statusCode() == 200);
            assertThat(get("/notes/atlas", ADA).statusCode()).isEqualTo(403);
        } finally {
            infra.restartKafka();
        }
    }

    private static void publishOfANewerRelease(String key, long sequence, String data) {
        var envelope = new CloudEvent(
                UuidV7.next(Clock.systemUTC()),
                "/zero-trust-service",
                "device.state.v1",
                key,
                Instant.now(),
                "trust-entry",
                sequence,
                null,
                "correlation",
                null,
                null,
                data.getBytes(UTF_8));
        topic.publish(Topics.TRUST_STATE, envelope);
    }

    private static DeviceStateChanged device(double compliance, Instant reportedAt) {
        return new DeviceStateChanged("phone", "ada", "latest", true, true, true, compliance, reportedAt);
    }

    private static Double compliance(Instant now) {
        var ada = new Caller("ada", "ada", "login", Set.of(), Map.of(), now, now, now, null, "phone", null);
        return service.getBean(EvidenceSource.class).of(ada, null, now).block().compliance();
    }

    private static void start(TestDatabase database) {
        service = SuiteEnvironment.start(
                database,
                List.of(KitApplication.class, Notes.class),
                KitApplication.LOCATION,
                "STEWARD_ZERO_TRUST_URL=http://127.0.0.1:1");
    }

    private static boolean isSaved(TestDatabase database, String key) {
        return database.number(
                        "select count(*) from trust_snapshot where position('" + key + "'::bytea in content) > 0")
                == 1;
    }

    private TrustState state() {
        return service.getBean(TrustState.class);
    }

    private HttpResponse<String> get(String path, String token) throws IOException, InterruptedException {
        return HTTP.send(request(path, token), HttpResponse.BodyHandlers.ofString());
    }

    private CompletableFuture<HttpResponse<String>> getAsync(String path, String token) {
        return HTTP.sendAsync(request(path, token), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String path, String token) {
        String port = service.getEnvironment().getProperty("local.server.port");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        return (token.isEmpty() ? request : request.header("Authorization", "Bearer " + token)).build();
    }

    private static void publishProject(String id, long sequence, Map<String, String> members) {
        publish("project/" + id, sequence, new ProjectStateChanged(id, id, "active", members));
    }

    private static void endPolicy(String id, long sequence) {
        topic.publish(Topics.TRUST_POLICIES, entry("policy/" + id, sequence, new byte[0]));
    }

    private static CloudEvent entry(String key, long sequence, byte[] data) {
        Instant now = Instant.now();
        String type = EventTypes.of(PolicyStateChanged.class).name();
        return new CloudEvent(
                "id", "/zero-trust-service", type, key, now, "trust-entry", sequence, null, "trace", null, null, data);
    }

    private static void publish(String key, long sequence, DomainEvent event) {
        topic.publish("/zero-trust-service", new OutboxEvent("trust-entry", key, sequence, null, event));
    }
}
