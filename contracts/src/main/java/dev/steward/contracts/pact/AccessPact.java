package dev.steward.contracts.pact;

import dev.steward.events.access.AccessCounted;
import dev.steward.events.access.AccessDenied;
import java.util.List;
import java.util.stream.Stream;

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
}
