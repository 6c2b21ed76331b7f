package dev.steward.events.trust;

import dev.steward.events.Require;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A secret of a project has another value, which is not told; the aggregate is the secret.
 *
 * @param previousValidUntil until when the version before can be read too; null when it was destroyed at once
 */
public record SecretRotated(
        String secretId,
        String projectId,
        String name,
        int version,
        @Nullable Instant previousValidUntil,
        String rotatedBy,
        Instant rotatedAt)
        implements TrustEvent {

    public SecretRotated {
        Require.text(secretId, "secret_id");
        Require.text(projectId, "project_id");
        Require.text(name, "name");
        Require.text(rotatedBy, "rotated_by");
    }
}
