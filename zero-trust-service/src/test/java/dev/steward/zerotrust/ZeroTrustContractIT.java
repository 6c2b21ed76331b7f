package dev.steward.zerotrust;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.steward.contracts.openapi.OpenApi;
import dev.steward.contracts.pact.ConsumerPacts;
import dev.steward.contracts.pact.ProvidedEvents;
import dev.steward.contracts.pact.ProvidedHttp;
import dev.steward.events.Topics;
import dev.steward.kit.testing.StewardIT;
import dev.steward.kit.testing.TestEvents;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    void needsNoEventsOfOthers(@Autowired ApplicationContext service) {
        ConsumerPacts.hold(service);
    }

    @Test
    void tellsEveryServiceWhoIsAMemberAndWhichTokensAreGood(TestEvents events) {
        ZeroTrustClient anonymous = ZeroTrustClient.anonymous(port);
        ZeroTrustClient admin = anonymous.as("admin");
        String bob = admin.createUser("bob");
        admin.createProject("told");
        admin.putMember("told", bob, "developer").expectStatus().isOk();
        anonymous.as("bob").post("/api/v1/auth/logout", Map.of()).expectStatus().isNoContent();
        admin.delete("/api/v1/users/" + admin.createUser("eve")).expectStatus().isNoContent();
        events.await(Topics.TRUST_STATE, state -> state.stream()
                .anyMatch(entry -> new String(entry.data(), UTF_8).contains(bob)));

        ProvidedEvents.requireAsNeeded(SERVICE, events);
    }

    @Test
    void answersAsTheGatewayNeeds() {
        ZeroTrustClient anonymous = ZeroTrustClient.anonymous(port);
        String token = anonymous.login("admin").get("access_token").toString();
        ZeroTrustClient admin = anonymous.bearing(token);
        var ada = new HashMap<>(ZeroTrustClient.credentials("ada", "correct horse battery staple"));
        ada.put("roles", List.of());
        Map<String, String> known = Map.of("token", token);

        ProvidedHttp.requireAsNeeded(
                SERVICE,
                port,
                Map.of(
                        "a started service",
                        () -> known,
                        "a user ada",
                        () -> {
                            admin.post("/api/v1/users", ada);
                            return known;
                        },
                        "a project with a member",
                        () -> {
                            admin.post("/api/v1/projects", Map.of("project_id", "shop", "name", "Shop"));
                            return known;
                        },
                        "an operator",
                        () -> known));
    }
}
