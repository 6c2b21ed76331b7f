package dev.steward.kit.testing;

import dev.steward.events.UuidV7;
import dev.steward.kit.policy.Decision.Outcome;
import dev.steward.kit.policy.Decision.PolicyVersion;
import dev.steward.kit.policy.Decision.RequiredAction;
import dev.steward.kit.security.Caller;
import dev.steward.kit.security.Route;
import dev.steward.kit.security.access.AccessRefusal;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Requests as a service refuses them. */
public final class TestRefusals {

    public static final Route ROUTE = Route.delete("/api/v1/sessions/{id}").needs("sessions:write");

    private TestRefusals() {}

    /** By a policy, of a session of the project {@code shop}. */
    public static AccessRefusal denied(String userId, String username) {
        return refusal(userId, username, "shop", Outcome.DENY, "denied-by-policy", null);
    }

    public static AccessRefusal challenged(String userId, String username) {
        return refusal(userId, username, "shop", Outcome.CHALLENGE, "mfa-missing", RequiredAction.MFA);
    }

    public static AccessRefusal deniedIn(String projectId) {
        return refusal("u1", "ada", projectId, Outcome.DENY, "denied-by-policy", null);
    }

    private static AccessRefusal refusal(
            String userId,
            String username,
            String project,
            Outcome outcome,
            String reason,
            @Nullable RequiredAction required) {
        Instant now = Clock.systemUTC().instant();
        var caller = new Caller(
                userId,
                username,
                "0198c0de-0000-7000-8000-000000000003",
                Set.of(),
                Map.of(),
                now,
                now.plusSeconds(900),
                now,
                null,
                null,
                null);
        return new AccessRefusal(
                UuidV7.next(Clock.systemUTC()),
                caller,
                ROUTE,
                "platform/" + project + "/sessions/_",
                "write",
                project,
                outcome,
                reason,
                new PolicyVersion("0198c0de-0000-7000-8000-000000000005", 3),
                required,
                "192.0.2.7",
                now);
    }
}
