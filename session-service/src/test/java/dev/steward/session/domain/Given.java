package dev.steward.session.domain;

import dev.steward.events.UuidV7;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Sessions to begin a test with. */
public final class Given {

    public static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    public static final URI ADDRESS = URI.create("http://127.0.0.1:20001");
    public static final String CORRELATION = "4bf92f3577b34da6a3ce929d0e0e4736";
    public static final Exit KILLED = new Exit(null, 9, List.of("last words"), NOW.plusSeconds(60));

    public static final LeasePolicy LEASES =
            new LeasePolicy(Duration.ofHours(24), Duration.ofMinutes(30), Duration.ofDays(7), Duration.ofDays(7));

    private Given() {}

    public static Session pending(int slot, int port) {
        return pending(slot, port, SessionSpec.USUAL);
    }

    public static Session pending(int slot, int port, SessionSpec spec) {
        String id = UuidV7.next(Clock.systemUTC());
        SessionIdentity identity = new SessionIdentity(id, "shop", "ada", "process", spec, null, NOW);
        return Session.request(identity, new Placement(slot, port), LEASES.begin(NOW, null, null), CORRELATION);
    }

    public static Session pending() {
        return pending(1, 20_001);
    }

    public static Session starting() {
        return pending().start(NOW).after();
    }

    public static Session running() {
        return starting().ready(ADDRESS, NOW.plusSeconds(1)).after();
    }

    public static Session crashed() {
        return running().crash(KILLED, NOW.plusSeconds(60), "c".repeat(32)).after();
    }

    /** One whose restart the healer waits for. */
    public static Session beingHealed() {
        return crashed()
                .restart(RestartRequest.byIncident("incident-1", "remediation-1"), NOW.plusSeconds(61))
                .after();
    }

    /** A session as if it had got there, whatever the rules say. */
    public static Session in(SessionStatus status) {
        Session session = pending();
        return new Session(
                session.identity(),
                session.placement(),
                SessionState.of(status, NOW),
                session.attempts(),
                session.cause(),
                session.lease(),
                session.revision());
    }
}
