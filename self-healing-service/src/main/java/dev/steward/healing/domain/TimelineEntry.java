package dev.steward.healing.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An event that session-service or this service published, as it is shown in an incident. */
public record TimelineEntry(
        String eventId,
        String source,
        String type,
        Instant time,
        @Nullable Long sequence,
        String correlationId,
        String projectId) {}
