package dev.steward.gateway.status;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads some numbers out of what a service tells Prometheus. What is not a number is not known. */
record MetricsText(@Nullable Double outboxDepth, @Nullable Double outboxOldest, Map<String, Double> lagByGroup) {

    static final MetricsText NOTHING = new MetricsText(null, null, Map.of());

    private static final Pattern SAMPLE =
            Pattern.compile("^(steward_[a-z_]+)(?:\\{([^}\n]*)})? (-?[0-9.]+(?:[eE][-+]?[0-9]+)?)", Pattern.MULTILINE);
    private static final Pattern GROUP = Pattern.compile("(?:^|,)group=\"([^\"]*)\"");

    MetricsText {
        lagByGroup = Map.copyOf(lagByGroup);
    }

    static MetricsText of(String text) {
        @Nullable Double depth = null;
        @Nullable Double oldest = null;
        Map<String, Double> lag = new HashMap<>();
        Matcher sample = SAMPLE.matcher(text);
        while (sample.find()) {
            double value = Double.parseDouble(sample.group(3));
            switch (sample.group(1)) {
                case "steward_outbox_depth" -> depth = value;
                case "steward_outbox_oldest_age_seconds" -> oldest = value;
                case "steward_inbox_lag" -> {
                    Matcher group = GROUP.matcher(sample.group(2) == null ? "" : sample.group(2));
                    if (group.find()) {
                        lag.merge(group.group(1), value, Double::sum);
                    }
                }
                default -> {
                    // of no interest here
                }
            }
        }
        return new MetricsText(depth, oldest, lag);
    }

    /** Of two instances of a service: one leads the outbox, and each has a share of the partitions. */
    MetricsText and(MetricsText other) {
        Map<String, Double> lag = new HashMap<>(lagByGroup);
        other.lagByGroup.forEach((group, value) -> lag.merge(group, value, Double::sum));
        return new MetricsText(larger(outboxDepth, other.outboxDepth), larger(outboxOldest, other.outboxOldest), lag);
    }

    private static @Nullable Double larger(@Nullable Double one, @Nullable Double other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Math.max(one, other);
    }
}
