package dev.steward.gateway.feed;

import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** How many streams of events are open: of each user, and in all. Safe for concurrent use. */
final class StreamSlots {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final Map<String, Integer> byUser = new HashMap<>();
    private final int perUser;
    private final int most;
    private int all;

    StreamSlots(int perUser, int most) {
        this.perUser = perUser;
        this.most = most;
    }

    /**
     * Takes a place, to be given back by running what is returned. Throws the {@link Problem} to answer with when there is
     * none.
     */
    synchronized Runnable take(String userId) {
        int held = byUser.getOrDefault(userId, 0);
        if (held >= perUser || all >= most) {
            String whose = held >= perUser ? perUser + " streams of one user" : most + " streams";
            throw new Problem(ProblemCode.TOO_MANY_REQUESTS, "No more than " + whose + " may be open.")
                    .retryAfter(SOON);
        }
        byUser.put(userId, held + 1);
        all++;
        AtomicBoolean taken = new AtomicBoolean(true);
        return () -> {
            if (taken.getAndSet(false)) {
                giveBack(userId);
            }
        };
    }

    private synchronized void giveBack(String userId) {
        byUser.computeIfPresent(userId, (_, held) -> held == 1 ? null : held - 1);
        all--;
    }

    synchronized int size() {
        return all;
    }
}
