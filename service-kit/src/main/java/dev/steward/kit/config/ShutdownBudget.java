package dev.steward.kit.config;

import java.time.Duration;

/**
 * How the 30 s that a shutdown may take are shared out. Parts that end one after another add up: requests and background
 * work side by side ({@code spring.lifecycle.timeout-per-shutdown-phase}), the web server, listeners and the trust
 * snapshot, the outbox ({@code steward.outbox.flush-timeout}), the last spans ({@code
 * management.opentelemetry.tracing.export.timeout}).
 */
public final class ShutdownBudget {

    public static final Duration TOTAL = Duration.ofSeconds(30);

    /** What Reactor Netty waits for connections when it is disposed of. */
    public static final Duration WEB_SERVER = Duration.ofSeconds(3);

    /** For the event that each listener is at; it is delivered again if it does not end. */
    public static final Duration LISTENERS = Duration.ofSeconds(3);

    /** For the last trust snapshot; the one before it is good too. */
    public static final Duration SNAPSHOT = Duration.ofSeconds(2);

    /** For the last counts of requests, while the snapshot is saved. */
    public static final Duration LAST_COUNTS = SNAPSHOT;

    /** For the relay to let go once its time to flush is over. */
    public static final Duration RELAY_END = Duration.ofSeconds(2);

    private ShutdownBudget() {}
}
