package dev.steward.zerotrust.adapter.web;

import dev.steward.events.trust.PolicyConditions;
import dev.steward.zerotrust.domain.PolicyVersion;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a policy says or once said.
 *
 * @param triedAt when it was put to dry run last
 * @param activatedAt when it began to decide last
 */
record PolicyVersionView(
        int version,
        String name,
        String resourcePattern,
        List<String> actions,
        List<String> requiredRoles,
        @Nullable String requiredTrustLevel,
        PolicyConditions conditions,
        String effect,
        String createdBy,
        Instant createdAt,
        @Nullable Instant triedAt,
        @Nullable Instant activatedAt,
        @Nullable String activatedBy) {

    static PolicyVersionView from(PolicyVersion version) {
        var rules = version.rules();
        return new PolicyVersionView(
                version.number(),
                rules.name(),
                rules.resourcePattern(),
                rules.actions(),
                rules.requiredRoles(),
                rules.requiredTrustLevel(),
                rules.conditions(),
                rules.effect(),
                version.createdBy(),
                version.createdAt(),
                version.triedAt(),
                version.activatedAt(),
                version.activatedBy());
    }
}
