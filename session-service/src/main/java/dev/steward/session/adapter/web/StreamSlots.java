package dev.steward.session.adapter.web;

import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** How many streams may be open at once: of one user, of one session, and in all. Safe for concurrent use. */
public final class StreamSlots {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String ALL = "";

    private final Map<String, Integer> open = new ConcurrentHashMap<>();
    private final int perUser;
    private final int perSession;
    private final int most;

    public StreamSlots(int perUser, int perSession, int most) {
        this.perUser = perUser;
        this.perSession = perSession;
        this.most = most;
    }

    /**
     * Takes a slot, to be given back by running what is returned. Throws the {@link Problem} to answer with when there is
     * none.
     *
     * @param holder the user, or whoever else the streams are counted for
     */
    Runnable take(String holder, String sessionId) {
        String user = "user/" + holder;
        String session = "session/" + sessionId;
        require(user, perUser, "of one user");
        try {
            require(session, perSession, "of one session");
            try {
                require(ALL, most, "in all");
            } catch (Problem full) {
                giveBack(session);
                throw full;
            }
        } catch (Problem full) {
            giveBack(user);
            throw full;
        }
        AtomicBoolean held = new AtomicBoolean(true);
        return () -> {
            if (held.getAndSet(false)) {
                giveBack(user);
                giveBack(session);
                giveBack(ALL);
            }
        };
    }

    /** How many are open. */
    int size() {
        return open.getOrDefault(ALL, 0);
    }

    private void require(String key, int limit, String whose) {
        int held = open.merge(key, 1, Integer::sum);
        if (held > limit) {
            giveBack(key);
            throw new Problem(
                            ProblemCode.TOO_MANY_REQUESTS,
                            "No more than " + limit + " streams " + whose + " may be open.")
                    .retryAfter(SOON);
        }
    }

    private void giveBack(String key) {
        open.computeIfPresent(key, (_, held) -> held == 1 ? null : held - 1);
    }
}
