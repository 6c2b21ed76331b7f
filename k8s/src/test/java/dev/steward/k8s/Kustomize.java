package dev.steward.k8s;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Renders a folder with {@code kubectl} or {@code kustomize}, whichever this machine has. */
record Kustomize(List<String> command) {
    private static final YAMLMapper YAML = new YAMLMapper();

    static Optional<Kustomize> onThisMachine() {
        return Stream.of(List.of("kubectl", "kustomize"), List.of("kustomize", "build"))
                .filter(command -> isInstalled(command.getFirst()))
                .map(Kustomize::new)
                .findFirst();
    }

    List<JsonNode> render(Path folder) {
        try {
            Path problems = Files.createTempFile("kustomize", null);
            try {
                var process = new ProcessBuilder(Stream.concat(command.stream(), Stream.of(folder.toString()))
                                .toList())
                        .redirectError(problems.toFile())
                        .start();
                List<JsonNode> objects =
                        documents(new String(process.getInputStream().readAllBytes(), UTF_8));
                if (process.waitFor() != 0) {
                    throw new IllegalStateException(
                            String.join(" ", command) + " " + folder + ": " + Files.readString(problems));
                }
                return objects;
            } finally {
                Files.delete(problems);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static List<JsonNode> documents(String yaml) throws IOException {
        try (var parser = YAML.getFactory().createParser(yaml)) {
            return YAML.readerFor(JsonNode.class).<JsonNode>readValues(parser).readAll().stream()
                    .filter(JsonNode::isObject)
                    .toList();
        }
    }

    static JsonNode value(String yaml) throws IOException {
        return YAML.readTree(yaml);
    }

    private static boolean isInstalled(String program) {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
