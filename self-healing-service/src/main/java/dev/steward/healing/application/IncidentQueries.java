package dev.steward.healing.application;

import dev.steward.healing.domain.Incident;
import dev.steward.healing.domain.TimelineEntry;
import dev.steward.healing.port.IncidentFilter;
import dev.steward.healing.port.IncidentRepository;
import dev.steward.healing.port.IncidentSlice;
import dev.steward.healing.port.Timeline;
import java.util.List;
import reactor.core.publisher.Mono;

/** What can be asked about incidents. */
public class IncidentQueries {

    private final IncidentRepository incidents;
    private final Timeline timeline;

    public IncidentQueries(IncidentRepository incidents, Timeline timeline) {
        this.incidents = incidents;
        this.timeline = timeline;
    }

    /** Empty if there is none. */
    public Mono<Incident> find(String id) {
        return incidents.find(id);
    }

    public Mono<IncidentSlice> list(IncidentFilter filter, long offset, int limit) {
        return incidents.list(filter, offset, limit);
    }

    public Mono<List<TimelineEntry>> timeline(Incident incident) {
        return timeline.of(incident).collectList();
    }
}
