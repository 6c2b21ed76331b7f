package dev.steward.job.adapter.duckdb;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON, one value a line, between parent and child. */
final class ProfileLines {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private ProfileLines() {}

    static String write(Object line) {
        return JSON.writeValueAsString(line);
    }

    static ProfileRequest readRequest(@Nullable String line) {
        return JSON.readValue(String.valueOf(line), ProfileRequest.class);
    }

    static ProfileLine readLine(String line) {
        return JSON.readValue(line, ProfileLine.class);
    }
}
