package dev.steward.kit.security.access;

import dev.steward.kit.policy.Decision.Outcome;
import dev.steward.kit.policy.Decision.PolicyVersion;
import dev.steward.kit.policy.Decision.RequiredAction;
import dev.steward.kit.security.Caller;
import dev.steward.kit.security.Route;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request that was denied or challenged.
 *
 * @param decisionId named to the caller too
 * @param resource {@code platform/<project|_>/<collection>/<id|_>}
 * @param projectId null for what belongs to none
 * @param outcome deny or challenge
 * @param reason a code that stays, such as {@code denied-by-policy} or {@code role-missing}
 * @param policy the one that decided; null when roles did
 * @param requiredAction what satisfies a challenge; null for a deny
 * @param sourceAddress null when it is not known
 */
public record AccessRefusal(
        String decisionId,
        Caller caller,
        Route route,
        String resource,
        String action,
        @Nullable String projectId,
        Outcome outcome,
        String reason,
        @Nullable PolicyVersion policy,
        @Nullable RequiredAction requiredAction,
        @Nullable String sourceAddress,
        Instant at) {}
