package dev.steward.session.adapter.postgres;

import dev.steward.session.domain.SessionSpec;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** What was asked for of a session, as its column holds it. */
final class SpecJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private SpecJson() {}

    static String write(SessionSpec spec) {
        return JSON.writeValueAsString(spec);
    }

    static SessionSpec read(String json) {
        return JSON.readValue(json, SessionSpec.class);
    }
}
