package dev.steward.devstack.containers;

import dev.steward.devstack.containers.Docker.Outcome;
import dev.steward.infra.Ports;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** The compose file as its users run it: a project, free ports and secrets of its own. */
final class ComposedSuite implements AutoCloseable {
    private static final int SESSIONS = 4;

    private final Map<String, String> environment = new TreeMap<>();

    ComposedSuite() {
        int first = freeRange();
        environment.put(
                "COMPOSE_PROJECT_NAME", "steward-it-" + ProcessHandle.current().pid());
        environment.put("STEWARD_GATEWAY_PORT", String.valueOf(Ports.free()));
        environment.put("STEWARD_SESSION_FIRST_PORT", String.valueOf(first));
        environment.put("STEWARD_SESSION_LAST_PORT", String.valueOf(first + SESSIONS - 1));
        environment.put("STEWARD_SECRETS_DIR", secrets().toString());
        run("./steward", "compose-secrets").required();
    }

    Path secrets() {
        return Path.of("target", "secrets").toAbsolutePath();
    }

    String gateway() {
        return "http://127.0.0.1:" + environment.get("STEWARD_GATEWAY_PORT");
    }

    Outcome compose(String... arguments) {
        var command = new ArrayList<>(List.of("docker", "compose", "--progress", "quiet"));
        command.addAll(List.of(arguments));
        return Docker.run(environment, command);
    }

    Outcome run(String... command) {
        return Docker.run(environment, List.of(command));
    }

    /** What runs, also what a failed start left behind. */
    List<String> running() {
        return compose("ps", "--quiet").required().lines().toList();
    }

    @Override
    public void close() {
        compose("down", "--volumes", "--timeout", "40").required();
    }

    /** Below the ports of outgoing connections, beside the default range. */
    private static int freeRange() {
        return ThreadLocalRandom.current()
                .ints(1_000, 30_000, 32_000)
                .filter(first -> IntStream.range(first, first + SESSIONS).allMatch(Ports::isFree))
                .findFirst()
                .orElseThrow();
    }
}
