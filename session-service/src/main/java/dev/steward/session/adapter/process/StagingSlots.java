package dev.steward.session.adapter.process;

import java.util.HashMap;
import java.util.Map;

/** Bounds how many archives are on their way in at once, so that they cannot fill the disk. Safe for concurrent use. */
final class StagingSlots {

    /** What comes of asking for a place. */
    enum Answer {
        TAKEN,
        SESSION_BUSY,
        ALL_BUSY
    }

    private final int most;
    private final int mostOfSession;
    private final Map<String, Integer> taken = new HashMap<>();

    StagingSlots(int most, int mostOfSession) {
        this.most = most;
        this.mostOfSession = mostOfSession;
    }

    /** Who gets a place has to give it back. */
    synchronized Answer take(String session) {
        if (taken.getOrDefault(session, 0) >= mostOfSession) {
            return Answer.SESSION_BUSY;
        }
        if (taken.values().stream().mapToInt(Integer::intValue).sum() >= most) {
            return Answer.ALL_BUSY;
        }
        taken.merge(session, 1, Integer::sum);
        return Answer.TAKEN;
    }

    synchronized void giveBack(String session) {
        taken.computeIfPresent(session, (_, held) -> held == 1 ? null : held - 1);
    }
}
