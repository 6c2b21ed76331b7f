package dev.steward.session.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StateDiagramTest {

    @Test
    void theReadmeDrawsTheTableAndNothingElse() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        assertThat(readme).contains("```mermaid\n" + diagram() + "```\n");
    }

    private static String diagram() {
        return Stream.of(SessionStatus.values())
                .flatMap(from -> Stream.of(SessionStatus.values())
                        .filter(to -> to != from && from.mayBecome(to))
                        .map(to -> "    " + from.text() + " --> " + to.text() + "\n"))
                .collect(Collectors.joining("", "stateDiagram-v2\n    [*] --> pending\n", "    deleted --> [*]\n"));
    }
}
