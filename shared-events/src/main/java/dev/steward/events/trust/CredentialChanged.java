package dev.steward.events.trust;

import dev.steward.events.Require;

/**
 * A credential of a user was created, updated, revoked or deleted; the aggregate is the credential. Names and values are
 * those of CAEP 1.0, so that it can be forwarded as a security event token; times are seconds since 1970.
 */
public record CredentialChanged(
        String caepEventType,
        String userId,
        String credentialId,
        String credentialType,
        String changeType,
        String initiatingEntity,
        long eventTimestamp)
        implements TrustEvent {

    public static final String CAEP = "https://schemas.openid.net/secevent/caep/event-type/credential-change";

    public CredentialChanged {
        Require.text(caepEventType, "caep_event_type");
        Require.text(userId, "user_id");
        Require.text(credentialId, "credential_id");
    }
}
