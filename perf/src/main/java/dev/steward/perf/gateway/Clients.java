package dev.steward.perf.gateway;

import dev.steward.events.trust.ProjectStateChanged;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Those who call, each a user of their own with a token, a member of one of the projects. So many that none has more requests
 * a minute than the plan {@code standard} allows, whatever the gateway can do.
 */
record Clients(List<String> tokens) {

    static final int COUNT = 1_000;
    private static final int PROJECTS = 100;
    private static final String ROLE = "developer";

    static Clients with(SignedTokens tokens, Instant now) {
        return new Clients(IntStream.range(0, COUNT)
                .mapToObj(number -> tokens.of(user(number), project(number), ROLE, now))
                .toList());
    }

    /** With all who call as their members. */
    static List<ProjectStateChanged> projects() {
        return IntStream.range(0, PROJECTS)
                .mapToObj(project -> {
                    Map<String, String> members = new HashMap<>();
                    for (int number = project; number < COUNT; number += PROJECTS) {
                        members.put(user(number), ROLE);
                    }
                    return new ProjectStateChanged(project(project), project(project), "active", members);
                })
                .toList();
    }

    /** One after the other reads their project, for ever. */
    Supplier<ByteBuffer> reading() {
        return inTurn(IntStream.range(0, COUNT)
                .mapToObj(number -> request(number, "GET", "/api/v1/projects/" + project(number), ""))
                .toList());
    }

    /** Nine of ten read from the five services, one writes 1 KB. */
    Supplier<ByteBuffer> mixed() {
        return inTurn(IntStream.range(0, COUNT).mapToObj(this::mixed).toList());
    }

    private ByteBuffer mixed(int number) {
        var of = "?project_id=" + project(number);
        return switch (number % 10) {
            case 0, 1 -> request(number, "GET", "/api/v1/projects/" + project(number), "");
            case 2 -> request(number, "GET", "/api/v1/projects", "");
            case 3, 4 -> request(number, "GET", "/api/v1/sessions" + of, "");
            case 5, 6 -> request(number, "GET", "/api/v1/jobs" + of, "");
            case 7 -> request(number, "GET", "/api/v1/costs" + of, "");
            case 8 -> request(number, "GET", "/api/v1/incidents" + of, "");
            default -> request(number, "PUT", "/api/v1/datasets/visit-" + number + ".csv" + of, "y".repeat(1024));
        };
    }

    private ByteBuffer request(int number, String method, String target, String body) {
        var head = method + " " + target + " HTTP/1.1\r\nHost: edge.test\r\nAccept: application/json\r\n"
                + "User-Agent: perf\r\nAuthorization: Bearer " + tokens.get(number) + "\r\n";
        var length = body.isEmpty()
                ? ""
                : "Content-Type: application/octet-stream\r\nContent-Length: " + body.length() + "\r\n";
        var bytes = (head + length + "\r\n" + body).getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    private static Supplier<ByteBuffer> inTurn(List<ByteBuffer> requests) {
        var all = requests.toArray(ByteBuffer[]::new);
        int[] next = {0};
        return () -> all[next[0]++ % all.length];
    }

    private static String user(int number) {
        return "user-" + number;
    }

    static String project(int number) {
        return "project-" + number % PROJECTS;
    }
}
