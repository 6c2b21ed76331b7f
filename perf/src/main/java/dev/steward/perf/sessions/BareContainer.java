package dev.steward.perf.sessions;

import dev.steward.infra.Ports;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What runs in the container of a session, by a plain {@code docker run}: nothing is limited, and it shares the network
 * that is there.
 *
 * @param port its page answers on inside
 * @param command the first word first
 */
record BareContainer(String image, String port, List<String> command) {
    private static final String PORT = "PORT=";

    /** The very image and command of a session that runs. */
    static BareContainer like(String session) {
        var container = Docker.run("ps", "--quiet", "--filter", "label=dev.steward.session=" + session);
        var config = JsonMapper.shared().readTree(Docker.run("inspect", "--format", "{{json .Config}}", container));
        var command = new ArrayList<String>();
        config.path("Entrypoint").forEach(word -> command.add(word.asString()));
        config.path("Cmd").forEach(word -> command.add(word.asString()));
        var port = config.path("Env")
                .valueStream()
                .map(JsonNode::asString)
                .filter(line -> line.startsWith(PORT))
                .findFirst()
                .orElseThrow();
        return new BareContainer(config.path("Image").asString(), port.substring(PORT.length()), List.copyOf(command));
    }

    /** Runs one, waits for its page and removes it; in nanoseconds, until the page answered. */
    long untilItAnswers() {
        int free = Ports.free();
        var name = "bare-" + UUID.randomUUID();
        var words = new ArrayList<>(List.of("run", "--detach", "--name", name));
        words.addAll(List.of("--publish", "127.0.0.1:" + free + ":" + port, "--env", PORT + port));
        words.addAll(List.of("--entrypoint", command.getFirst(), image));
        words.addAll(command.subList(1, command.size()));
        long started = System.nanoTime();
        // Whoever asks whether a page is there takes CPU from what starts, of a session from its first moment on.
        var run = CompletableFuture.runAsync(() -> Docker.run(words.toArray(String[]::new)));
        try {
            new Page(free).awaitAnswer();
            return System.nanoTime() - started;
        } finally {
            // One that is still being made could not be removed.
            run.join();
            Docker.run("rm", "--force", "--volumes", name);
        }
    }
}
