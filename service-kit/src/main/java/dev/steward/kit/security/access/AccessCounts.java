package dev.steward.kit.security.access;

import dev.steward.events.access.AccessCounted;
import dev.steward.events.access.AccessCounted.Allowed;
import dev.steward.kit.security.Route;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** How many requests were let through since that was told last, by route. Safe for concurrent use; loses and doubles none. */
final class AccessCounts {

    private final ConcurrentMap<Route, LongAdder> counts = new ConcurrentHashMap<>();
    private Instant from;

    AccessCounts(Instant from) {
        this.from = from;
    }

    /** What was taken out, to be told or given back. */
    record Taken(Instant from, Instant to, Map<Route, Long> requests) {

        AccessCounted event() {
            return new AccessCounted(
                    from,
                    to,
                    requests.entrySet().stream()
                            .map(each -> allowed(each.getKey(), each.getValue()))
                            .sorted(Comparator.comparing(Allowed::route).thenComparing(Allowed::method))
                            .toList());
        }

        private static Allowed allowed(Route route, long requests) {
            return new Allowed(route.method().name(), route.pattern().getPatternString(), route.permission(), requests);
        }
    }

    void add(Route route) {
        LongAdder known = counts.get(route);
        (known == null ? counts.computeIfAbsent(route, _ -> new LongAdder()) : known).increment();
    }

    /** Takes what was counted until now; empty for nothing. What one event cannot hold is left for the next. */
    synchronized Optional<Taken> take(Instant now) {
        Map<Route, Long> requests = new HashMap<>();
        for (Map.Entry<Route, LongAdder> each : counts.entrySet()) {
            long counted = requests.size() < AccessCounted.MOST_ROUTES
                    ? each.getValue().sumThenReset()
                    : 0;
            if (counted > 0) {
                requests.put(each.getKey(), counted);
            }
        }
        // A clock that was set back must not end a window before it began.
        Instant to = now.isAfter(from) ? now : from;
        var taken = new Taken(from, to, requests);
        from = to;
        return requests.isEmpty() ? Optional.empty() : Optional.of(taken);
    }

    /** What could not be told counts for the next time. */
    synchronized void giveBack(Taken taken) {
        taken.requests().forEach((route, requests) -> counts.computeIfAbsent(route, _ -> new LongAdder())
                .add(requests));
        from = taken.from().isBefore(from) ? taken.from() : from;
    }
}
