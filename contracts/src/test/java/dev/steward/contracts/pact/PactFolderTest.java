package dev.steward.contracts.pact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.contracts.ContractFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PactFolderTest {

    static Stream<Path> files() {
        return PactFolder.files();
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyCommittedFileIsThePactOfThePairInItsName(Path file) {
        assertThat(PactFolder.read(file).getInteractions()).isNotEmpty();
    }

    @Test
    void theMatrixNamesEveryPact() throws IOException {
        String matrix = Files.readString(ContractFile.folder().resolve("README.md"));

        assertThat(PactFolder.files().map(file -> file.getFileName().toString()).toList())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(matrix).contains("(pacts/" + name + ")"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"consumer":                                                     | cannot be read as a pact
                    {}                                                               | is not a V4 pact
                    {"metadata":{"pactSpecification":{"version":"4.0"}}}             | is not a V4 pact
                    {"metadata":{"pactSpecification":{"version":"3.0.0"}},"interactions":[]} | is not a V4 pact
                    """)
    void saysWhichFileIsBroken(String content, String complaint, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a-b.json"), content);

        assertThatThrownBy(() -> PactFolder.read(file))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("contracts/pacts/a-b.json " + complaint)
                .satisfies(failure -> assertThat(failure.getMessage().lines()).hasSize(1));
    }

    @Test
    void saysWhenAFileHoldsThePactOfOthers(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a-b.json"), """
                {"consumer":{"name":"x"},"provider":{"name":"y"},"interactions":[],
                 "metadata":{"pactSpecification":{"version":"4.0"}}}""");

        assertThatThrownBy(() -> PactFolder.read(file))
                .isInstanceOf(AssertionError.class)
                .hasMessage("contracts/pacts/a-b.json holds the pact of x-y.json.");
    }
}
