package dev.steward.contracts.pact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import au.com.dius.pact.core.model.V4Pact;
import dev.steward.contracts.ContractFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CommittedPactsTest {

    /** A file that is wrong must not keep the build from writing it anew. */
    @BeforeEach
    void unlessTheyAreBeingWritten() {
        assumeThat(ContractFile.isUpdating()).isFalse();
    }

    static Stream<Path> files() {
        return PactFolder.committed().files();
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFileIsThePactOfThePairInItsName(Path file) {
        assertThat(PactFolder.read(file).getInteractions()).isNotEmpty();
    }

    /** A consumer says in a test of its own what it needs; one that is gone cannot say that it needs nothing. */
    @ParameterizedTest
    @MethodSource("files")
    void everyFileIsOfServicesThatExist(Path file) {
        V4Pact pact = PactFolder.read(file);

        assertThat(List.of(pact.getConsumer().getName(), pact.getProvider().getName()))
                .as("services of contracts/pacts/%s", file.getFileName())
                .allMatch(service -> Files.exists(ContractFile.folder().resolveSibling(service + "/Dockerfile")));
    }
}
