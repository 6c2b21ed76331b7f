package dev.steward.job.adapter.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileDatasetTest extends ProfilingFixture {

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '#',
            value = {
                "a,b\\n1,2\\n3\\n ! Line 3: expected 2 fields, found 1.",
                "a,b\\n1,2,3\\n ! Line 2: expected 2 fields, found 3.",
                "a,b\\n1,\"open\\n ! Line 2: a quoted field does not end.",
                "a,\"b\\n1,2\\n ! The header line does not end."
            })
    void saysWhereACsvFileBreaksOff(String text, String why) {
        assertUnreadable("a.csv", text.replace("\\n", "\n"), why);
    }

    @Test
    void saysWhichLineIsNotUtf8() throws Exception {
        Path file = Files.write(
                folder.toRealPath().resolve("a.csv"),
                new byte[] {'a', '\n', '1', '\n', (byte) 0xff, (byte) 0xfe, '\n'});

        assertThatExceptionOfType(UnreadableDatasetException.class)
                .isThrownBy(() -> profile(file, Map.of()))
                .withMessage("Line 3: the file is not UTF-8.");
    }

    @Test
    void saysThatALineIsTooLong() {
        assertUnreadable("a.csv", "a,b\n1," + "x".repeat(3_000_000) + "\n", "Line 2: the line is too long.");
    }

    @Test
    void refusesTooManyColumns() {
        String header = IntStream.range(0, 10_000).mapToObj(i -> "c" + i).collect(Collectors.joining(","));

        assertUnreadable("a.csv", header + "\n", "The file has 10000 columns; at most 1000 can be profiled.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '#',
            value = {
                "{\"a\": 1}\\nnot json ! A line is not valid JSON: invalid literal.",
                "[1, 2] ! A line is not a JSON object.",
                "{\"a\": 1, \"a\": 2} ! An object names a key twice."
            })
    void saysWhatIsWrongWithNdjson(String text, String why) {
        assertUnreadable("a.ndjson", text.replace("\\n", "\n"), why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PAR1", "PAR1 and then nothing of a Parquet file PAR1", "a,b\n1,2\n"})
    void refusesWhatIsNoParquetFile(String text) {
        assertUnreadable("a.parquet", text, "The file does not hold what its format promises.");
    }

    @Test
    void refusesALinkInPlaceOfTheFile() throws Exception {
        Path link = folder.toRealPath().resolve("link.csv");
        Files.createSymbolicLink(link, write("secret.csv", "a\n1\n"));

        assertThatExceptionOfType(UnreadableDatasetException.class)
                .isThrownBy(() -> profile(link, Map.of()))
                .withMessage("The dataset is not a plain file.");
    }

    @Test
    void refusesAPathThatIsNotReal() throws Exception {
        Path file = write("a.csv", "a\n1\n");
        Path detour = file.getParent().resolve("x/../a.csv");
        Files.createDirectories(file.getParent().resolve("x"));

        assertThatExceptionOfType(UnreadableDatasetException.class).isThrownBy(() -> profile(detour, Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM read_csv('%s/other.csv')",
                "SELECT * FROM read_csv('%s/*.csv')",
                "SELECT * FROM glob('%s/*')",
                "SELECT * FROM read_text('/etc/passwd')",
                "SELECT * FROM '/etc/passwd'",
                "SELECT * FROM read_csv('http://127.0.0.1:1/a.csv')",
                "COPY (SELECT 1) TO '%s/out.csv'",
                "ATTACH '%s/other.db'",
                "INSTALL httpfs",
                "LOAD httpfs",
                "SET enable_external_access = true",
                "SET allowed_paths = ['/etc/passwd']",
                "SET memory_limit = '100GB'",
                "RESET lock_configuration"
            })
    void letsDuckDbReachNothingButTheFile(String sql) throws Exception {
        Path file = write("a.csv", "a\n1\n");
        write("other.csv", "a\n1\n");
        Path scratch = Files.createDirectories(folder.resolve("scratch"));

        try (Connection connection = DuckDb.open(request(file, Map.of(), scratch));
                Statement statement = connection.createStatement()) {
            assertThat(statement
                            .executeQuery("SELECT * FROM read_csv('" + file + "')")
                            .next())
                    .isTrue();
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> statement.execute(sql.formatted(file.getParent())));
        }
        assertThat(file.resolveSibling("out.csv")).doesNotExist();
    }

    @Test
    void readsAFileWhoseNameAndHeaderHoldSql() throws Exception {
        Path file = write("a'); DROP TABLE x; --.csv", "\"a'); DROP TABLE dataset; --\",b\n1,2\n");

        assertThat(profile(file, Map.of()).columns().getFirst().name()).isEqualTo("a'); DROP TABLE dataset; --");
    }

    private void assertUnreadable(String name, String text, String why) {
        assertThatExceptionOfType(UnreadableDatasetException.class)
                .isThrownBy(() -> profile(name, text))
                .withMessage(why);
    }
}
