package dev.steward.session.domain;

import org.jspecify.annotations.Nullable;

/**
 * What set off what the session is going through.
 *
 * @param correlationId of the request, or of the crash, that everything since belongs to
 * @param remediationId the healer's request that still waits for an answer
 */
public record Cause(String correlationId, @Nullable String remediationId) {

    static Cause of(String correlationId) {
        return new Cause(correlationId, null);
    }

    Cause answering(@Nullable String remediation) {
        return new Cause(correlationId, remediation);
    }
}
