package dev.steward.healing.adapter.postgres;

import dev.steward.healing.port.IncidentFilter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A filter as a condition; only what is asked for is in it, so that the indexes serve. */
record FilterSql(String where, Map<String, Object> values) {

    static FilterSql of(IncidentFilter filter) {
        List<String> conditions = new ArrayList<>(List.of("true"));
        Map<String, Object> values = new HashMap<>();
        if (filter.projects() != null) {
            conditions.add("project_id = any(:projects)");
            values.put("projects", filter.projects().toArray(String[]::new));
        }
        if (filter.targetId() != null) {
            conditions.add("target_id = :target");
            values.put("target", filter.targetId());
        }
        if (filter.status() != null) {
            conditions.add("status = :status");
            values.put("status", filter.status().code());
        }
        return new FilterSql(String.join(" and ", conditions), values);
    }
}
