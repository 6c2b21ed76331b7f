package dev.steward.events.trust;

import dev.steward.events.Require;
import org.jspecify.annotations.Nullable;

/** A user has another role in a project, or none any more; the aggregate is the project. */
public record MembershipChanged(
        String projectId, String userId, @Nullable String role) implements TrustEvent {

    public MembershipChanged {
        Require.text(projectId, "project_id");
        Require.text(userId, "user_id");
    }
}
