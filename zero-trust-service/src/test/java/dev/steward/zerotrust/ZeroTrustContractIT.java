package dev.steward.zerotrust;

import static dev.steward.zerotrust.ZeroTrustClient.body;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.contracts.openapi.OpenApi;
import dev.steward.contracts.pact.AccessPact;
import dev.steward.contracts.pact.ConsumerPacts;
import dev.steward.contracts.pact.EventPact;
import dev.steward.contracts.pact.ProvidedEvents;
import dev.steward.contracts.pact.ProvidedHttp;
import dev.steward.events.EventType;
import dev.steward.events.Topics;
import dev.steward.kit.testing.StewardIT;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.TestEvents;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** What others need of this service. */
@StewardIT(properties = {TestSecrets.ADMIN_PASSWORD, TestSecrets.MASTER_KEY})
class ZeroTrustContractIT {

    private static final String SERVICE = "zero-trust-service";

    @LocalServerPort
    private int port;

    @Test
    void offersWhatIsDescribed(@Autowired ApplicationContext service) {
        OpenApi.holds(service, SERVICE, "Knows users, projects and who may do what, and issues tokens.");
    }

    @Test
    void auditsWhatAllOthersRefusedAndLetThrough(
            TestEvents events, TestDatabase database, @Autowired ApplicationContext service) {
        List<EventPact> pacts = AccessPact.withEveryService();
        List<String> told = pacts.stream()
                .flatMap(pact -> pact.types().stream().map(type -> tell(events, pact, type)))
                .toList();

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(database.rows(
                        "select subject_id from audit.event" + " where action in ('access.denied', 'access.counted')"))
                .containsAll(told));
        ConsumerPacts.hold(service, pacts);
    }

    private static String tell(TestEvents events, EventPact pact, EventType type) {
        String subject = UUID.randomUUID().toString();
        type.topics().forEach(events::createTopics);
        events.send(pact.record(type.record(), subject, 1, Map.of()));
        return subject;
    }

    @Test
    void tellsEveryServiceWhoIsAMemberAndWhichTokensAreGood(TestEvents events) {
        ZeroTrustClient anonymous = ZeroTrustClient.anonymous(port);
        ZeroTrustClient admin = anonymous.as("admin");
        String bob = admin.createUser("bob");
        admin.createProject("told");
        admin.putMember("told", bob, "developer").expectStatus().isOk();
        var device = ZeroTrustClient.body(anonymous.as("bob").post("/api/v1/devices", Map.of("name", "Laptop")), 201);
        var posture = DeviceRequests.posture(device.get("credential").toString(), 95);
        anonymous
                .post("/api/v1/devices/" + device.get("id") + "/posture", posture)
                .expectStatus()
                .isOk();
        anonymous.as("bob").post("/api/v1/auth/logout", Map.of()).expectStatus().isNoContent();
        admin.delete("/api/v1/users/" + admin.createUser("eve")).expectStatus().isNoContent();
        admin.patch("/api/v1/users/" + admin.createUser("mallory"), Map.of("disabled", true), "*")
                .expectStatus()
                .isOk();
        admin.createProject("closed");
        admin.delete("/api/v1/projects/closed").expectStatus().isNoContent();
        Map<?, ?> policy = body(admin.post("/api/v1/zero-trust/policies", everyCondition()), 201);
        String path = "/api/v1/zero-trust/policies/" + policy.get("id");
        body(admin.post(path + "/dry-run", Map.of()), 200);
        body(admin.post(path + "/activate", Map.of()), 200);
        events.await(Topics.TRUST_POLICIES, state -> state.stream()
                .anyMatch(entry -> entry.subject().equals("policy/" + policy.get("id"))));
        events.await(Topics.TRUST_STATE, state -> state.stream()
                .anyMatch(entry -> new String(entry.data(), UTF_8).contains(bob)));

        ProvidedEvents.requireAsNeeded(SERVICE, events);
    }

    private static Map<String, Object> everyCondition() {
        return Map.of(
                "name", "Deploy from the office",
                "resource_pattern", "platform/told/sessions/*",
                "actions", List.of("create"),
                "required_roles", List.of("developer"),
                "required_trust_level", "high",
                "effect", "allow",
                "conditions",
                        Map.of(
                                "mfa_required",
                                true,
                                "device_compliance_min",
                                80.5,
                                "time_window",
                                Map.of(
                                        "zone", "Europe/Berlin",
                                        "days", List.of("monday"),
                                        "from", "08:00",
                                        "to", "18:30"),
                                "networks",
                                List.of("10.0.0.0/8"),
                                "locations",
                                List.of("berlin"),
                                "max_posture_age",
                                "PT1H"));
    }

    @Test
    void answersAsTheGatewayNeeds() {
        ProvidedHttp.requireAsNeeded(SERVICE, port, new ProvidedStates(ZeroTrustClient.anonymous(port)).all());
    }
}
