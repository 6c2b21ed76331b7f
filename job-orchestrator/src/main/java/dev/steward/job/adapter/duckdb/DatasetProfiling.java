package dev.steward.job.adapter.duckdb;

import dev.steward.job.domain.ColumnProfile;
import dev.steward.job.domain.DatasetProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** The child's work: load the file, count rows and distinct rows, then each column. */
final class DatasetProfiling {

    private static final int LOADED = 40;
    private static final int COMPARED = 50;
    private static final int END = 99;

    private DatasetProfiling() {}

    static DatasetProfile run(ProfileRequest request, IntConsumer progress)
            throws SQLException, IOException, UnreadableDatasetException {
        Path file = Path.of(request.path());
        // Looked at again as late as can be: between the parent's check and this one the file may have become a link.
        if (!file.toRealPath().equals(file) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new UnreadableDatasetException("The dataset is not a plain file.");
        }
        if (Files.size(file) == 0 && request.format() != FileFormat.PARQUET) {
            return new DatasetProfile(0, 0, List.of());
        }
        try (Connection connection = DuckDb.open(request);
                Statement statement = connection.createStatement()) {
            progress.accept(0);
            DatasetTable table = load(statement, request);
            progress.accept(LOADED);
            long rows = number(statement, "SELECT count(*) FROM dataset");
            long distinct = number(statement, "SELECT count(*) FROM (SELECT DISTINCT * FROM dataset)");
            progress.accept(COMPARED);
            return new DatasetProfile(rows, rows - distinct, columns(statement, table, request, progress));
        }
    }

    private static DatasetTable load(Statement statement, ProfileRequest request)
            throws SQLException, IOException, UnreadableDatasetException {
        try {
            return DatasetTable.load(statement, request);
        } catch (SQLException e) {
            if (DuckDbError.limit(e).isPresent()) {
                throw e;
            }
            throw new UnreadableDatasetException(DuckDbError.sentence(e));
        }
    }

    private static List<ColumnProfile> columns(
            Statement statement, DatasetTable table, ProfileRequest request, IntConsumer progress) throws SQLException {
        List<ColumnProfile> profiles = new ArrayList<>();
        int count = table.columns().size();
        for (Column column : table.columns()) {
            String type = Frequencies.count(statement, table, column);
            profiles.add(ColumnStatistics.of(
                    statement, column.name(), type, request.ranges().get(column.name())));
            progress.accept(COMPARED + (END - COMPARED) * profiles.size() / count);
        }
        return profiles;
    }

    private static long number(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
