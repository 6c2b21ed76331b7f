package dev.steward.kit.inbox;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record that a group could not process.
 *
 * @param partition of the dead-letter topic, which with {@code offset} names the letter
 * @param cause what was wrong
 * @param topic where the record came from
 * @param type of the event, as far as it says one
 * @param replays what was tried since, newest first
 */
public record DeadLetter(
        String group,
        int partition,
        long offset,
        String cause,
        String topic,
        long topicPartition,
        long topicOffset,
        @Nullable String eventId,
        @Nullable String type,
        @Nullable String subject,
        Instant recordedAt,
        Instant failedAt,
        List<Replay> replays) {

    /** One replay: who asked for it, and what came of it. */
    public record Replay(
            String replayedBy,
            Instant replayedAt,
            String outcome,
            @Nullable String detail) {}

    DeadLetter with(List<Replay> audited) {
        return new DeadLetter(
                group,
                partition,
                offset,
                cause,
                topic,
                topicPartition,
                topicOffset,
                eventId,
                type,
                subject,
                recordedAt,
                failedAt,
                audited);
    }
}
