package dev.steward.kit.outbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Topics that take nothing although the broker is well. Their rows wait in their order and are tried from time to time;
 * in between they are not even read, so that however many they are the rows of other topics go on. Used by one thread.
 */
final class HeldTopics {

    private static final Logger LOG = LoggerFactory.getLogger(HeldTopics.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Map<String, Throwable> held = new HashMap<>();
    private boolean skipping;
    private long tried;

    /** What not to read this time. */
    List<String> toSkip() {
        long now = System.nanoTime();
        skipping = now - tried < PAUSE.toNanos();
        if (skipping) {
            return List.copyOf(held.keySet());
        }
        tried = now;
        return List.of();
    }

    void add(Map<String, Throwable> refused) {
        refused.forEach((topic, cause) -> {
            if (held.put(topic, cause) == null) {
                LOG.warn("Events for {} wait, others go on: {}", topic, Refusals.text(cause));
            }
        });
    }

    /** Of all rows there are, only those of these topics had to wait; says nothing when some were not read. */
    void sawAll(Set<String> refused) {
        if (!skipping && held.keySet().retainAll(refused)) {
            LOG.info("Events wait no more for a topic; still held: {}", held.keySet());
        }
    }

    int size() {
        return held.size();
    }
}
