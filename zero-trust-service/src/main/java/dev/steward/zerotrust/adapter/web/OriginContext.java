package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.web.FieldProblems;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What whoever asks for a decision adds freely: some of its members are known, all others mean nothing here. */
record OriginContext(@Nullable Map<String, JsonNode> members) {

    static final String LOCATION = "location";
    static final String LOGIN_SESSION_ID = "login_session_id";
    static final String DEVICE_ID = "device_id";
    static final String SOURCE_IP = "source_ip";

    private static final int MOST_CHARACTERS = 100;

    void check(FieldProblems problems, String prefix) {
        for (String name : List.of(LOCATION, LOGIN_SESSION_ID, DEVICE_ID, SOURCE_IP)) {
            JsonNode value = value(name);
            problems.require(
                    value == null || (value.isString() && value.stringValue().length() <= MOST_CHARACTERS),
                    prefix + name,
                    "must be a string of at most " + MOST_CHARACTERS + " characters");
        }
    }

    /** Null when it is not there, or not a string. */
    @Nullable
    String text(String name) {
        JsonNode value = value(name);
        return value != null && value.isString() ? value.stringValue() : null;
    }

    private @Nullable JsonNode value(String name) {
        JsonNode value = members == null ? null : members.get(name);
        return value == null || value.isNull() ? null : value;
    }
}
