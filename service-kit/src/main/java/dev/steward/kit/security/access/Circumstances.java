package dev.steward.kit.security.access;

import dev.steward.kit.policy.DecisionRequest;
import dev.steward.kit.policy.IpAddress;
import dev.steward.kit.policy.PlatformResource;
import dev.steward.kit.policy.TrustLevel;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All that policies may ask of a request, whatever resource of it they are asked about. */
record Circumstances(
        AccessRequest request,
        RequestEvidence evidence,
        TrustLevel level,
        @Nullable IpAddress from,
        Instant at) {

    static Circumstances of(AccessRequest request, RequestEvidence evidence, @Nullable IpAddress from, Instant at) {
        return new Circumstances(request, evidence, evidence.score().level(), from, at);
    }

    /** Wants the empty text for no role in the project. */
    DecisionRequest ask(PlatformResource resource, String roleInProject) {
        Set<String> roles = new HashSet<>(request.caller().roles());
        if (!roleInProject.isEmpty()) {
            roles.add(roleInProject);
        }
        return new DecisionRequest(
                roles,
                resource.toString(),
                request.action(),
                level,
                evidence.mfa(),
                evidence.compliance(),
                evidence.postureAge(),
                from,
                evidence.location(),
                at);
    }
}
