package dev.steward.perf.load;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An answer that was expected. */
public record Reply(int status, String body) {
    public JsonNode json() {
        return JsonMapper.shared().readTree(body);
    }

    public String text(String field) {
        return json().path(field).asString("");
    }
}
