package dev.steward.gateway.connections;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How slow a client may be.
 *
 * @param head time from the first byte of a request, or from the connection on, to the last one of its headers
 * @param bodyRate least bytes a second of a body, counted only while the gateway waits for them
 * @param bodyGrace how long a body may be slower than that
 */
public record ConnectionSettings(
        @DefaultValue("10s") Duration head,
        @DefaultValue("1KB") DataSize bodyRate,
        @DefaultValue("10s") Duration bodyGrace) {

    public ConnectionSettings {
        if (!head.isPositive() || !bodyGrace.isPositive() || bodyRate.isNegative()) {
            throw new IllegalArgumentException(
                    "steward.gateway.connections: every duration has to be positive, body-rate not negative");
        }
    }

    /** The same of heads; a body may be as slow as it likes. */
    public ConnectionSettings ofHeadsOnly() {
        return new ConnectionSettings(head, DataSize.ofBytes(0), bodyGrace);
    }
}
