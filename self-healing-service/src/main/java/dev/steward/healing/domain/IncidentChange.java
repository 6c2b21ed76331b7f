package dev.steward.healing.domain;

import dev.steward.events.healing.HealingEvent;
import java.util.ArrayList;
import java.util.List;

/** An incident after a transition, with the events that tell of it in order. */
public record IncidentChange(Incident incident, List<HealingEvent> events) {

    public IncidentChange {
        events = List.copyOf(events);
    }

    static IncidentChange silent(Incident incident) {
        return new IncidentChange(incident, List.of());
    }

    IncidentChange then(Transition next) {
        IncidentChange after = next.from(incident);
        List<HealingEvent> all = new ArrayList<>(events);
        all.addAll(after.events);
        return new IncidentChange(after.incident, all);
    }

    /** A step from one incident to the next. */
    @FunctionalInterface
    interface Transition {
        IncidentChange from(Incident incident);
    }
}
