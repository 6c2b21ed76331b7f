package dev.steward.devstack.demo;

import dev.steward.devstack.process.Console;
import java.time.Duration;
import java.util.Optional;

/** Step 6: session-service is killed and comes back; the session was found again, not started twice. */
final class Recovery {
    private static final Duration RESTART = Duration.ofSeconds(90);

    private Recovery() {}

    static void of(Developer developer, DevSession session, Page page, Faults faults, Console console) {
        var before = session.awaitRunning();
        var process = faults.processOf(session.id());
        try (var watch = new PageWatch(page)) {
            if (!faults.killSessionService()) {
                console.say("   skipped: the suite is elsewhere; give --kill-service COMMAND to have it done");
                return;
            }
            long killed = System.nanoTime();
            Poll.until("session-service is gone", RESTART, () -> session.now().isEmpty() ? gone() : Optional.empty());
            var after = Poll.until("session-service is back", RESTART, session::now);
            var outage = Console.since(killed);
            for (var field : new String[] {"id", "status", "started_at", "addresses"}) {
                if (!after.path(field).equals(before.path(field))) {
                    throw new DemoException("the session was " + before + " and is now " + after);
                }
            }
            if (!process.equals(faults.processOf(session.id()))) {
                throw new DemoException("the session has another process than before");
            }
            int answered = watch.endWithoutMiss();
            console.say("   session-service is back after " + Console.seconds(outage)
                    + ", the session is the same process; its page answered all " + answered + " fetches");
        }
    }

    private static Optional<Boolean> gone() {
        return Optional.of(true);
    }
}
