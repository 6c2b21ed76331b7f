package dev.steward.job.adapter.duckdb;

import dev.steward.job.domain.ColumnProfile;
import dev.steward.job.domain.DatasetProfile;
import dev.steward.job.domain.ValueRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Runs the child's work inside the test. */
abstract class ProfilingFixture {

    @TempDir
    Path folder;

    final DatasetProfile profile(Path file, Map<String, ValueRange> ranges) throws Exception {
        Path scratch = Files.createDirectories(folder.resolve("scratch"));
        return DatasetProfiling.run(request(file, ranges, scratch), _ -> {});
    }

    static ProfileRequest request(Path file, Map<String, ValueRange> ranges, Path scratch) throws IOException {
        return new ProfileRequest(
                file.toString(), FileFormat.of(file), ranges, 128 << 20, 1, scratch.toString(), 1 << 30);
    }

    final DatasetProfile profile(String name, String text) throws Exception {
        return profile(write(name, text), Map.of());
    }

    final Path write(String name, String text) throws IOException {
        return Files.writeString(folder.toRealPath().resolve(name), text);
    }

    /** Has DuckDB itself, unlocked, write the result of a query. */
    final Path parquet(String name, String query) throws IOException, SQLException {
        Path file = folder.toRealPath().resolve(name);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (" + query + ") TO '" + file + "' (FORMAT parquet)");
        }
        return file;
    }

    static ColumnProfile column(DatasetProfile profile, String name) {
        return profile.columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
