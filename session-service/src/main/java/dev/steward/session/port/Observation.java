package dev.steward.session.port;

import dev.steward.session.domain.Exit;
import dev.steward.session.domain.UsageReading;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a runtime sees of the current attempt of a session. */
public sealed interface Observation {

    /** This attempt was never launched. */
    record Absent() implements Observation {}

    /**
     * Its process is there, perhaps not answering yet.
     *
     * @param since when it began; null where the session's own times tell it well enough
     */
    record Alive(@Nullable Instant since) implements Observation {

        public Alive() {
            this(null);
        }
    }

    /**
     * Its process was there and is gone.
     *
     * @param withHost it went because the suite or the machine was stopped, not by itself
     */
    record Ended(Exit exit, UsageReading usage, boolean withHost) implements Observation {}
}
