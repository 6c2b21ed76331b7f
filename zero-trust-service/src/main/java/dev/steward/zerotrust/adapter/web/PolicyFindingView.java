package dev.steward.zerotrust.adapter.web;

import dev.steward.zerotrust.domain.PolicyFinding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something about a policy that is about to decide.
 *
 * @param kind {@code cannot-match}, {@code locks-out-admins}, {@code overlaps} or {@code unknown-action}
 * @param policyId the other policy it is about
 * @param policyName that of the other policy
 */
record PolicyFindingView(
        String kind,
        String message,
        @Nullable String policyId,
        @Nullable String policyName) {

    static List<PolicyFindingView> of(List<PolicyFinding> findings) {
        return findings.stream()
                .map(finding -> new PolicyFindingView(
                        finding.kind().code(), finding.message(), finding.policyId(), finding.policyName()))
                .toList();
    }
}
