package dev.steward.events.signal;

import dev.steward.events.Require;
import java.time.Instant;

/** An alert is over. */
public record AlertResolved(String fingerprint, Instant endsAt) implements SignalEvent {

    public AlertResolved {
        Require.text(fingerprint, "fingerprint");
    }
}
