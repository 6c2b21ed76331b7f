package dev.steward.session.application;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** How many streams may be open at once: of one user, of one session, and in all. Safe for concurrent use. */
public final class StreamSlots {

    private static final String EVERYBODY = "";

    private final Map<String, Integer> open = new ConcurrentHashMap<>();
    private final int perUser;
    private final int perSession;
    private final int most;

    public StreamSlots(int perUser, int perSession, int most) {
        this.perUser = perUser;
        this.perSession = perSession;
        this.most = most;
    }

    /** What came of asking for a slot. */
    public sealed interface Claim {

        /**
         * There is one.
         *
         * @param giveBack to be run when the stream has ended; more than once is once
         */
        record Held(Runnable giveBack) implements Claim {}

        /**
         * There is none.
         *
         * @param reason for people
         */
        record Full(String reason) implements Claim {}
    }

    /**
     * Asks for a slot.
     *
     * @param holder the user, or whoever else the streams are counted for
     */
    public Claim take(String holder, String sessionId) {
        String user = "user/" + holder;
        String session = "session/" + sessionId;
        if (!takeOne(user, perUser)) {
            return full(perUser, "of one user");
        }
        if (!takeOne(session, perSession)) {
            giveBack(user);
            return full(perSession, "of one session");
        }
        if (!takeOne(EVERYBODY, most)) {
            giveBack(session);
            giveBack(user);
            return full(most, "in all");
        }
        AtomicBoolean held = new AtomicBoolean(true);
        return new Claim.Held(() -> {
            if (held.getAndSet(false)) {
                giveBack(user);
                giveBack(session);
                giveBack(EVERYBODY);
            }
        });
    }

    /** How many are open. */
    public int size() {
        return open.getOrDefault(EVERYBODY, 0);
    }

    private static Claim full(int limit, String whose) {
        return new Claim.Full("No more than " + limit + " streams " + whose + " may be open.");
    }

    private boolean takeOne(String key, int limit) {
        boolean taken = open.merge(key, 1, Integer::sum) <= limit;
        if (!taken) {
            giveBack(key);
        }
        return taken;
    }

    private void giveBack(String key) {
        open.computeIfPresent(key, (_, held) -> held == 1 ? null : held - 1);
    }
}
