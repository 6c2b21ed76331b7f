package dev.steward.healing.port;

import dev.steward.healing.domain.IncidentStatus;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which incidents to list; null does not restrict.
 *
 * @param projects an empty set lists nothing
 */
public record IncidentFilter(
        @Nullable Set<String> projects,
        @Nullable String targetId,
        @Nullable IncidentStatus status) {}
