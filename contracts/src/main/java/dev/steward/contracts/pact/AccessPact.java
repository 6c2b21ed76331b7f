package dev.steward.contracts.pact;

import dev.steward.events.access.AccessCounted;
import dev.steward.events.access.AccessDenied;
import dev.steward.kit.security.access.AccessJournal;
import dev.steward.kit.testing.TestRefusals;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.context.ApplicationContext;

/** What zero-trust-service audits of all others: whom they refused, and how much they let through. */
public final class AccessPact {

    private AccessPact() {}

    /** One with each service that tells of it. */
    public static List<EventPact> withEveryService() {
        return Stream.of("session-service", "job-orchestrator", "cost-optimizer", "self-healing-service", "gateway")
                .map(provider -> EventPact.between("zero-trust-service", provider)
                        .needsOfAnyProject(
                                AccessDenied.class,
                                "decision_id",
                                "user_id",
                                "username",
                                "outcome",
                                "reason",
                                "source_address")
                        .needsOfAnyProject(AccessCounted.class, "window_start", "window_end", "allowed"))
                .toList();
    }

    /** Has a service that decides nothing yet tell of both; of counts it does in its own time. */
    public static void bringAbout(ApplicationContext service) {
        AccessJournal journal = service.getBean(AccessJournal.class);
        journal.allowed(TestRefusals.ROUTE);
        journal.refused(TestRefusals.denied("0198c0de-0000-7000-8000-000000000001", "ada"))
                .block();
    }
}
