package dev.steward.job;

import dev.steward.contracts.openapi.OpenApi;
import dev.steward.contracts.pact.ConsumerPacts;
import dev.steward.contracts.pact.ProvidedEvents;
import dev.steward.contracts.pact.ProvidedHttp;
import dev.steward.contracts.pact.TrustPact;
import dev.steward.kit.testing.StewardIT;
import dev.steward.kit.testing.TestEvents;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What others need of this service. */
@StewardIT(properties = "steward.access.count-every=PT1S")
class JobContractIT {

    private static final String SERVICE = "job-orchestrator";
    private static final TrustPact TRUST = TrustPact.ofTokensAndProjects(SERVICE);

    @TempDir
    static Path data;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void dataFolder(DynamicPropertyRegistry registry) {
        registry.add("STEWARD_DATA_DIR", () -> data.toAbsolutePath().toString());
    }

    @Test
    void offersWhatIsDescribed(@Autowired ApplicationContext service) {
        OpenApi.holds(service, SERVICE, "Runs jobs on uploaded datasets.");
    }

    @Test
    void tellsAndAnswersWhatOthersNeed(TestEvents events, @Autowired ApplicationContext service) {
        Map<String, String> members = Map.of("dev", "developer");
        TRUST.tell(events, port, "/api/v1/jobs", Map.of("apollo", members, "shop", members));
        Jobs jobs = new Jobs(port, TRUST.tokens());
        jobs.awaitEnd(jobs.validate("sales.csv", "a,b\n1,2\n"));
        ProvidedEvents.requireAsNeeded(SERVICE, events);

        Map<String, String> member = Map.of("token", TRUST.tokens().token("dev"));
        ProvidedHttp.requireAsNeeded(
                SERVICE,
                port,
                Map.of(
                        "a project with a member",
                        () -> member,
                        "a dataset",
                        () -> {
                            upload(jobs);
                            return member;
                        },
                        "a job",
                        () -> Map.of("token", TRUST.tokens().token("dev"), "id", submit(jobs)),
                        "an operator",
                        () -> Map.of("token", TRUST.tokens().token("root", "admin"))));
        ConsumerPacts.hold(service, TRUST.messages());
    }

    private static void upload(Jobs jobs) {
        jobs.upload("dev", "shop", "sales.csv", "a,b\n1,2\n").expectStatus().is2xxSuccessful();
    }

    private static String submit(Jobs jobs) {
        upload(jobs);
        String body = Jobs.body("shop/sales.csv").replace("apollo", "shop");
        return Jobs.json(jobs.submit("dev", body).expectStatus().isAccepted())
                .get("id")
                .stringValue();
    }
}
