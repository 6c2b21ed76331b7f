package dev.steward.devstack.demo;

import dev.steward.devstack.process.Console;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Step 6: session-service is killed and comes back; the session was found again, not started twice. One that died with
 * the container it was in runs again under its id, with its workspace.
 */
final class Recovery {
    private static final Duration RESTART = Duration.ofSeconds(90);

    private Recovery() {}

    /** Whether there was anything to recover from: false if nothing could be killed. */
    static boolean of(Developer developer, DevSession session, Page page, Faults faults, Console console) {
        var before = session.awaitRunning();
        var process = faults.processOf(session.id());
        try (var watch = new PageWatch(page)) {
            if (!faults.killSessionService()) {
                console.say("   skipped: the suite is elsewhere; give --kill-service COMMAND to have it done");
                return false;
            }
            long killed = System.nanoTime();
            Poll.until("session-service is gone", RESTART, () -> session.now().isEmpty() ? gone() : Optional.empty());
            var after = Poll.until("session-service is back", RESTART, session::now);
            var outage = "   session-service is back after " + Console.seconds(Console.since(killed));
            if (faults.sessionsDieWithService() && watch.hasMissed()) {
                page.awaitAnswer(RESTART);
                requireSame(before, session.awaitRunning(), "id", "addresses", "crash_count");
                console.say(outage + "; the session died with its container, and its page answers again after "
                        + Console.seconds(Console.since(killed)) + ", same session id, the file still there");
                return true;
            }
            requireSame(before, after, "id", "status", "started_at", "addresses");
            if (!process.equals(faults.processOf(session.id()))) {
                throw new DemoException("the session has another process than before");
            }
            int answered = watch.endWithoutMiss();
            console.say(outage + ", the session is the same process; its page answered all " + answered + " fetches");
            return true;
        }
    }

    private static void requireSame(JsonNode before, JsonNode after, String... fields) {
        for (var field : fields) {
            if (!after.path(field).equals(before.path(field))) {
                throw new DemoException("the session was " + before + " and is now " + after);
            }
        }
    }

    private static Optional<Boolean> gone() {
        return Optional.of(true);
    }
}
