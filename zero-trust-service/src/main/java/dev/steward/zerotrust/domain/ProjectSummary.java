package dev.steward.zerotrust.domain;

import java.time.Instant;

/** A project as a list shows it. */
public record ProjectSummary(ProjectId id, String name, ProjectState state, Instant createdAt) {}
