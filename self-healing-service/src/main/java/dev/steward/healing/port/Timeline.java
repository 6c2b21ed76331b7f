package dev.steward.healing.port;

import dev.steward.healing.domain.Incident;
import dev.steward.healing.domain.TimelineEntry;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The events of sessions and incidents, to be found again by their correlation id. */
public interface Timeline {

    /** Storing the same event twice keeps one. */
    Mono<Void> record(TimelineEntry entry);

    /** The events of the incident's project that carry one of its correlation ids, in the order they happened. */
    Flux<TimelineEntry> of(Incident incident);
}
