package dev.steward.session.domain;

import java.time.Instant;

/** What never changes about a session. */
public record SessionIdentity(String id, String projectId, String userId, String runtime, Instant createdAt) {}
