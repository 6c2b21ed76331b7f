package dev.steward.healing.port;

import dev.steward.healing.domain.Incident;
import java.util.List;

/**
 * A part of a list.
 *
 * @param total how many the whole list has
 */
public record IncidentSlice(List<Incident> items, long total) {

    public IncidentSlice {
        items = List.copyOf(items);
    }
}
