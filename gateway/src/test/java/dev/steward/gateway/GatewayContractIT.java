package dev.steward.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.core.model.IRequest;
import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import dev.steward.contracts.openapi.OpenApi;
import dev.steward.contracts.pact.ConsumerPacts;
import dev.steward.contracts.pact.HttpPact;
import dev.steward.contracts.pact.ProvidedEvents;
import dev.steward.contracts.pact.TrustPact;
import dev.steward.contracts.pact.WrittenPact;
import dev.steward.kit.testing.StewardIT;
import dev.steward.kit.testing.TestEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The gateway in front of services that know their pacts and nothing else. */
@StewardIT(properties = "steward.access.count-every=PT1S")
class GatewayContractIT {

    private static final TrustPact TRUST = TrustPact.ofTokensAndProjects("gateway");
    private static final List<HttpPact> PACTS = ServicePacts.all();
    private static final Map<String, String> URLS = Map.of(
            "zero-trust-service", "STEWARD_ZERO_TRUST_URL",
            "session-service", "STEWARD_SESSION_URL",
            "job-orchestrator", "STEWARD_JOB_URL",
            "cost-optimizer", "STEWARD_COST_URL",
            "self-healing-service", "STEWARD_HEALING_URL");

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void upstreams(DynamicPropertyRegistry registry) {
        PACTS.forEach(pact -> registry.add(URLS.get(pact.provider()), pact::url));
    }

    @AfterAll
    static void stop() {
        PACTS.forEach(HttpPact::close);
    }

    @Test
    void offersWhatIsDescribed(@Autowired ApplicationContext service) {
        OpenApi.holds(service, "gateway", """
                Finds out who calls, limits, and routes to the services; takes events in and tells them; every other path is \
                described where it leads.""");
    }

    @Test
    void asksServicesAsTheirPactsSayAndPassesTheirAnswersOn(TestEvents events, @Autowired ApplicationContext service) {
        TRUST.tell(events, port, "/api/v1/jobs", Map.of("shop", Map.of("ada", "developer")));
        PACTS.forEach(this::ask);
        ProvidedEvents.requireAsNeeded("gateway", events);
        List<WrittenPact> all = new ArrayList<>(PACTS);
        all.add(TRUST.messages());
        ConsumerPacts.hold(service, all);
    }

    private void ask(HttpPact pact) {
        for (SynchronousHttp interaction : pact.interactions()) {
            RawAnswer answer = send(pact.provider(), interaction.getRequest(), rolesIn(interaction));

            assertThat(answer.status())
                    .as(interaction.getDescription() + ": " + answer.text())
                    .isEqualTo(interaction.getResponse().getStatus());
            assertThat(answer.text())
                    .isEqualTo(interaction.getResponse().getBody().valueAsString());
            interaction.getResponse().getHeaders().forEach((name, values) -> assertThat(answer.headers(name))
                    .isEqualTo(values));
            assertThat(answer.headers("X-Trace-ID")).containsExactly(ServicePacts.TRACE);
            assertHeaders(pact.lastRequest().getHeaders());
        }
    }

    /** Members of a project have no other role; whoever else a state gives a token to may do everything. */
    private static String[] rolesIn(SynchronousHttp interaction) {
        boolean member = interaction.getProviderStates().stream()
                .anyMatch(state -> state.getName().equals("a project with a member"));
        return member ? new String[0] : new String[] {"admin"};
    }

    private RawAnswer send(String service, IRequest needed, String... roles) {
        List<String> headers = new ArrayList<>(List.of("X-User-Id: root", "X-Forwarded-For: 1.2.3.4"));
        needed.getHeaders()
                .forEach((name, values) -> headers.add(
                        values.getFirst().startsWith("Bearer ")
                                ? "Authorization: Bearer " + TRUST.tokens().token("ada", roles)
                                : name + ": " + values.getFirst()));
        byte[] body = needed.getBody().getValue();
        return RawHttp.to(port)
                .send(needed.getMethod(), uri(service, needed), headers, body == null ? new byte[0] : body);
    }

    /** Dead letters of all services are at the edge, each below its name. */
    private static String uri(String service, IRequest needed) {
        String path = needed.getPath().replaceFirst("^/operations/", "/operations/" + service + "/");
        List<String> parameters = needed.getQuery().entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue().getFirst())
                .toList();
        return parameters.isEmpty() ? path : path + "?" + String.join("&", parameters);
    }

    private static void assertHeaders(Map<String, List<String>> asked) {
        assertThat(asked.keySet()).noneMatch("X-User-Id"::equalsIgnoreCase);
        assertThat(asked.entrySet())
                .filteredOn(header -> header.getKey().equalsIgnoreCase("X-Forwarded-For"))
                .singleElement()
                .satisfies(header -> assertThat(header.getValue()).containsExactly("127.0.0.1"));
    }
}
