package dev.steward.devstack.demo;

import java.net.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

/** What a service answered; the body is a text node if it was no JSON, a missing node if there was none. */
public record Answer(int status, HttpHeaders headers, JsonNode body) {
    /** For people: of a problem document only what they need. */
    @Override
    public String toString() {
        var code = body.path("code").asString("");
        return code.isEmpty()
                ? status + " " + body
                : status + " " + code + ": " + body.path("detail").asString("") + " " + body.path("errors");
    }
}
