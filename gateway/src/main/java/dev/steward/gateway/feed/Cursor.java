package dev.steward.gateway.feed;

import dev.steward.events.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How far somebody has read: the next offset of every partition. As text it is the id of an event, such as
 * {@code a0:17,a1:4,g0:2}, in which letters stand for topics; new topics get new letters, so that old ids stay readable.
 */
record Cursor(Map<TopicPartition, Long> next) {

    static final List<String> TOPICS = List.of(
            Topics.SESSION_EVENTS,
            Topics.JOB_EVENTS,
            Topics.TRUST_EVENTS,
            Topics.COST_EVENTS,
            Topics.HEALING_EVENTS,
            Topics.GATEWAY_EVENTS,
            Topics.PLATFORM_SIGNALS);

    private static final int LONGEST = 8_192;
    private static final Pattern POSITION = Pattern.compile("([a-z])(\\d{1,4}):(\\d{1,18})");

    Cursor {
        next = Map.copyOf(next);
    }

    /** Null if it is none. */
    static @Nullable Cursor parse(String text) {
        if (text.length() > LONGEST) {
            return null;
        }
        Map<TopicPartition, Long> next = new HashMap<>();
        for (String each : text.split(",", -1)) {
            Matcher position = POSITION.matcher(each);
            if (!position.matches()) {
                return null;
            }
            int topic = position.group(1).charAt(0) - 'a';
            if (topic >= TOPICS.size()) {
                return null;
            }
            next.put(
                    new TopicPartition(TOPICS.get(topic), Integer.parseInt(position.group(2))),
                    Long.parseLong(position.group(3)));
        }
        return new Cursor(next);
    }

    @Override
    public String toString() {
        return text(next);
    }

    static String text(Map<TopicPartition, Long> next) {
        return next.entrySet().stream()
                .map(each -> (char) ('a' + TOPICS.indexOf(each.getKey().topic()))
                        + Integer.toString(each.getKey().partition())
                        + ':'
                        + each.getValue())
                .sorted()
                .collect(Collectors.joining(","));
    }
}
