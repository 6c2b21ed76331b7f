package dev.steward.events.signal;

import dev.steward.events.Require;
import java.time.Instant;

/**
 * Something outside of the suite was used on behalf of a project.
 *
 * @param meter what was counted, such as {@code storage}
 * @param unit in which, such as {@code gib-hours}
 */
public record UsageRecorded(
        String projectId,
        String resourceId,
        String meter,
        double quantity,
        String unit,
        Instant windowStart,
        Instant windowEnd)
        implements SignalEvent {

    public UsageRecorded {
        Require.text(projectId, "project_id");
        Require.text(resourceId, "resource_id");
        Require.text(meter, "meter");
        Require.notNegative(quantity, "quantity");
        Require.text(unit, "unit");
        Require.ordered(windowStart, windowEnd);
    }
}
