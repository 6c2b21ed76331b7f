package dev.steward.kit.security.trust;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** Down until trust state and policies were loaded once; a broker lost later, or a policy that cannot be read, degrades. */
final class TrustHealthIndicator implements HealthIndicator {

    private static final Status DEGRADED = new Status("DEGRADED", "Access is decided by what was known last.");

    private final TrustState state;
    private final TrustStateReader reader;

    TrustHealthIndicator(TrustState state, TrustStateReader reader) {
        this.state = state;
        this.reader = reader;
    }

    @Override
    public Health health() {
        return switch (state.source()) {
            case NOWHERE -> Health.down().build();
            case SNAPSHOT -> Health.status(DEGRADED).build();
            case TOPIC ->
                Health.status(reader.connected() && reader.unreadablePolicies() == 0 ? Status.UP : DEGRADED)
                        .build();
        };
    }
}
