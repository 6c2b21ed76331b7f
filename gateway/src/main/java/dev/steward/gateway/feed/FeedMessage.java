package dev.steward.gateway.feed;

import org.apache.kafka.common.TopicPartition;

/** What a client is told. */
sealed interface FeedMessage {

    /**
     * An event.
     *
     * @param id where to go on after it
     * @param json the event in structured mode
     */
    record Event(String id, String json) implements FeedMessage {}

    /** Events of a partition that were asked for are not there any more: from an offset up to another, which is there. */
    record Gap(TopicPartition partition, long from, long to) implements FeedMessage {}

    /** So many events were dropped here because the reader was slow. */
    record Dropped(long count) implements FeedMessage {}

    /** Nothing happened; where to go on, empty for where one was. */
    record Idle(String id) implements FeedMessage {

        static final Idle NOTHING = new Idle("");
    }
}
