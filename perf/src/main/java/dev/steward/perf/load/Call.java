package dev.steward.perf.load;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request.
 *
 * @param step under which name it is counted
 * @param expected the statuses that are no failure
 */
public record Call(
        String step,
        String method,
        String target,
        BodyPublisher body,
        Map<String, String> headers,
        Set<Integer> expected) {
    private static final JsonMapper JSON = JsonMapper.shared();

    public static Call get(String step, String target) {
        return new Call(step, "GET", target, BodyPublishers.noBody(), Map.of(), Set.of(200));
    }

    public static Call delete(String step, String target) {
        return new Call(step, "DELETE", target, BodyPublishers.noBody(), Map.of(), Set.of(204));
    }

    public static Call put(String step, String target, String contentType, String content) {
        var headers = Map.of("Content-Type", contentType);
        return new Call(step, "PUT", target, BodyPublishers.ofString(content), headers, Set.of(200, 201, 204));
    }

    /** A creation; the key is the same for each repetition of one intent. */
    public static Call post(String step, String target, Object body, String key, int expected) {
        var headers = Map.of("Content-Type", "application/json", "Idempotency-Key", key);
        var content = BodyPublishers.ofString(JSON.writeValueAsString(body));
        return new Call(step, "POST", target, content, headers, Set.of(expected));
    }

    public Call expecting(Integer... statuses) {
        return new Call(step, method, target, body, headers, Set.of(statuses));
    }
}
