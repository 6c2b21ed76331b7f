package dev.steward.kit.observability;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.Scheduled;
import reactor.core.publisher.Mono;

/**
 * How many rows there are in each state, counted in the database every 15 s; all instances of a service say the same. A
 * count that failed is no number, not zero. Declare a bean per gauge.
 */
public class RowCounts {

    private final DatabaseClient database;
    private final MultiGauge gauge;
    private final Collection<String> states;
    private final String query;

    /**
     * @param states those that are shown even when no row is in them
     * @param query selects the columns state and n, its number of rows, with the help of an index
     */
    public RowCounts(
            DatabaseClient database,
            MeterRegistry registry,
            String name,
            String description,
            Collection<String> states,
            String query) {
        this.database = database;
        this.gauge = MultiGauge.builder(name).description(description).register(registry);
        this.states = List.copyOf(states);
        this.query = query;
    }

    @Scheduled(initialDelayString = "PT5S", fixedDelayString = "PT15S")
    public Mono<Void> count() {
        return database.sql(query)
                .map(row -> Map.entry(
                        Objects.requireNonNull(row.get("state", String.class)),
                        Objects.requireNonNull(row.get("n", Long.class))))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .doOnNext(this::show)
                .doOnError(_ -> forget())
                .onErrorComplete()
                .then();
    }

    private void show(Map<String, Long> counts) {
        TreeSet<String> shown = new TreeSet<>(states);
        shown.addAll(counts.keySet());
        gauge.register(
                shown.stream()
                        .map(state -> MultiGauge.Row.of(Tags.of("state", state), counts.getOrDefault(state, 0L)))
                        .toList(),
                true);
    }

    private void forget() {
        gauge.register(List.of(), true);
    }
}
