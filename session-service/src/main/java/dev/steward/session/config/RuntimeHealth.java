package dev.steward.session.config;

import dev.steward.session.port.SessionRuntime;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether a runtime that can be away is there. One that is not is no reason to send requests elsewhere: sessions of the
 * others go on.
 *
 * @param reason told while it is away
 */
record RuntimeHealth(SessionRuntime runtime, String reason) implements HealthIndicator {

    @Override
    public Health health() {
        return runtime.isReachable()
                ? Health.up().build()
                : Health.status("degraded").withDetail("reason", reason).build();
    }
}
