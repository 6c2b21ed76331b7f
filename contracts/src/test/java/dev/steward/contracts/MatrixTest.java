package dev.steward.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MatrixTest {

    private static final Pattern LINK = Pattern.compile("\\(((?:pacts|openapi|access)/[^)]+)\\)");

    @Test
    void namesEveryContractAndNoOther() throws IOException {
        assumeThat(ContractFile.isUpdating()).isFalse();
        List<String> named = LINK.matcher(Files.readString(ContractFile.folder().resolve("README.md")))
                .results()
                .map(link -> link.group(1))
                .distinct()
                .toList();

        assertThat(named).isNotEmpty().containsExactlyInAnyOrderElementsOf(committed());
    }

    private static List<String> committed() throws IOException {
        Path folder = ContractFile.folder();
        try (Stream<Path> files = Stream.of("pacts", "openapi", "access").flatMap(each -> list(folder.resolve(each)))) {
            return files.map(file -> folder.relativize(file).toString()).toList();
        }
    }

    private static Stream<Path> list(Path folder) {
        try {
            return Files.list(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
