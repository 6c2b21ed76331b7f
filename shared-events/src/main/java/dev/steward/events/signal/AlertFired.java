package dev.steward.events.signal;

import dev.steward.events.Require;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A system that watches others raised an alert.
 *
 * @param fingerprint what it has in common with its end
 * @param severity {@code info}, {@code warning} or {@code critical}
 */
public record AlertFired(
        String fingerprint,
        String name,
        String severity,
        @Nullable String summary,
        Map<String, String> labels,
        Instant startsAt)
        implements SignalEvent {

    public AlertFired {
        Require.text(fingerprint, "fingerprint");
        Require.text(name, "name");
        labels = Map.copyOf(labels);
    }
}
