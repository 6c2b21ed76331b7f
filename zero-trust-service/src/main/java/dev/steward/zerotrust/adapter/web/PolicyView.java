package dev.steward.zerotrust.adapter.web;

import dev.steward.events.trust.PolicyConditions;
import dev.steward.kit.web.IfMatch;
import dev.steward.zerotrust.domain.ManagedPolicy;
import dev.steward.zerotrust.domain.PolicyFinding;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/**
 * A policy and what its latest version says.
 *
 * @param state {@code draft}, {@code dry_run}, {@code active} or {@code inactive}
 * @param version the latest
 * @param activeVersion the one that decides
 * @param dryRunVersion the one in dry run
 * @param warnings what speaks against what was just done, or should be known of it
 */
record PolicyView(
        String id,
        String name,
        String state,
        int version,
        String resourcePattern,
        List<String> actions,
        List<String> requiredRoles,
        @Nullable String requiredTrustLevel,
        PolicyConditions conditions,
        String effect,
        @Nullable Integer activeVersion,
        @Nullable Integer dryRunVersion,
        Instant createdAt,
        Instant changedAt,
        List<PolicyFindingView> warnings) {

    static PolicyView from(ManagedPolicy policy) {
        return from(policy, List.of());
    }

    static ResponseEntity<PolicyView> tagged(ManagedPolicy policy, List<PolicyFinding> warnings) {
        return ResponseEntity.ok().eTag(IfMatch.tag(policy.version())).body(from(policy, warnings));
    }

    static ResponseEntity<PolicyView> created(ManagedPolicy policy) {
        return ResponseEntity.created(URI.create(PolicyController.PATH + "/" + policy.id()))
                .eTag(IfMatch.tag(policy.version()))
                .body(from(policy));
    }

    private static PolicyView from(ManagedPolicy policy, List<PolicyFinding> warnings) {
        var rules = policy.rules();
        return new PolicyView(
                policy.id(),
                rules.name(),
                policy.state().wireName(),
                policy.latestVersion(),
                rules.resourcePattern(),
                rules.actions(),
                rules.requiredRoles(),
                rules.requiredTrustLevel(),
                rules.conditions(),
                rules.effect(),
                policy.activeVersion(),
                policy.dryRunVersion(),
                policy.createdAt(),
                policy.changedAt(),
                PolicyFindingView.of(warnings));
    }
}
