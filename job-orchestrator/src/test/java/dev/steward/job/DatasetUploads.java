package dev.steward.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of uploads. */
interface DatasetUploads {

    Jobs jobs();

    /** The folder that holds a folder of each project. */
    Path datasets();

    @Test
    default void replacesADatasetAndSaysSo() {
        jobs().upload("dev", "apollo", "new.csv", "a\n1\n")
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.dataset_path")
                .isEqualTo("apollo/new.csv");
        jobs().upload("dev", "apollo", "new.csv", "a\n1\n2\n")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.size")
                .isEqualTo(6);
    }

    @Test
    default void refusesAnUploadOverTheLimitAndStoresNothing() throws IOException {
        jobs().upload("dev", "apollo", "huge.csv", "x".repeat(21 << 20))
                .expectStatus()
                .isEqualTo(413)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("payload-too-large");

        assertThat(names()).noneMatch(name -> name.equals("huge.csv") || name.startsWith(".upload-"));
    }

    @Test
    default void refusesAnUploadOfUnknownLengthWhenItPassesTheLimit() throws IOException {
        jobs().uploadChunked("dev", "apollo", "endless.csv", "x".repeat(1 << 20), 21)
                .expectStatus()
                .isEqualTo(413);

        assertThat(names()).noneMatch(name -> name.equals("endless.csv") || name.startsWith(".upload-"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".hidden", "a b.csv", "a*.csv", "ä.csv", "-a.csv", "a:b.csv"})
    default void refusesNamesThatAreNoNames(String name) {
        jobs().upload("dev", "apollo", name, "a\n1\n").expectStatus().value(status -> assertThat(status)
                .isIn(400, 404));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.walk(datasets())) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
