package dev.steward.kit.outbox;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The topics a service creates and is the only one to write: one bean or more per service. Creation happens in the
 * background at start and is tried again while the broker is away; nothing creates a topic by using it.
 */
public record OwnedTopics(List<Topic> topics) {

    /** How long records stay: {@code steward.topics.retention}, seven days unless told, or the last one per key for ever. */
    public enum Kept {
        FOR_A_WHILE,
        COMPACTED
    }

    /** A topic; 0 partitions stand for the suite's default, {@code steward.topics.partitions}. */
    public record Topic(String name, Kept kept, int partitions) {}

    public OwnedTopics {
        topics = List.copyOf(topics);
    }

    /** Topics kept for a while, with the suite's default number of partitions. */
    public static OwnedTopics of(String... names) {
        return new OwnedTopics(Stream.of(names)
                .map(name -> new Topic(name, Kept.FOR_A_WHILE, 0))
                .toList());
    }

    /** Topics that keep the last record of every key, in one partition, so that a reader knows when it has read all. */
    public static OwnedTopics compacted(String... names) {
        return new OwnedTopics(
                Stream.of(names).map(name -> new Topic(name, Kept.COMPACTED, 1)).toList());
    }

    Set<String> names() {
        return topics.stream().map(Topic::name).collect(Collectors.toUnmodifiableSet());
    }

    static OwnedTopics all(Collection<OwnedTopics> some) {
        return new OwnedTopics(
                some.stream().flatMap(each -> each.topics.stream()).toList());
    }
}
