package dev.steward.zerotrust;

import dev.steward.contracts.openapi.OpenApi;
import dev.steward.contracts.pact.ProvidedHttp;
import dev.steward.kit.testing.StewardIT;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** What the gateway needs of this service. */
@StewardIT(properties = {TestSecrets.ADMIN_PASSWORD, TestSecrets.MASTER_KEY})
class ZeroTrustContractIT {

    @LocalServerPort
    private int port;

    @Test
    void offersWhatIsDescribed(@Autowired ApplicationContext service) {
        OpenApi.holds(service, "zero-trust-service", "Knows users, projects and who may do what, and issues tokens.");
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
                "zero-trust-service",
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
