package dev.steward.job.adapter.duckdb;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Copies the file into the table {@code dataset} in one pass, so every number of a report is about the same bytes even
 * when the file is replaced meanwhile. CSV fields arrive as text under made-up names; their types are settled later.
 */
record DatasetTable(boolean text, List<Column> columns) {

    private static final int COLUMN_LIMIT = 1_000;

    static DatasetTable load(Statement statement, ProfileRequest request)
            throws SQLException, IOException, UnreadableDatasetException {
        String file = DuckDb.literal(request.path());
        return switch (request.format()) {
            case CSV -> csv(statement, file, CsvHeader.read(Path.of(request.path())));
            case NDJSON -> described(statement, """
                    read_json(%s, format = 'newline_delimited', records = 'true', sample_size = -1, maximum_depth = 2,
                        map_inference_threshold = -1, convert_strings_to_integers = false, compression = 'uncompressed')
                    """.formatted(file));
            case PARQUET -> described(statement, "read_parquet(%s)".formatted(file));
        };
    }

    private static DatasetTable csv(Statement statement, String file, CsvHeader header)
            throws SQLException, UnreadableDatasetException {
        int count = header.names().size();
        limit(count);
        String types = IntStream.range(0, count)
                .mapToObj(i -> "'c" + i + "': 'VARCHAR'")
                .collect(Collectors.joining(", "));
        copy(statement, """
                read_csv(%s, auto_detect = false, header = true, delim = '%s', quote = '"', escape = '"', nullstr = '',
                    compression = 'none', columns = {%s})
                """.formatted(file, header.delimiter(), types));
        List<Column> columns = IntStream.range(0, count)
                .mapToObj(i -> new Column(header.names().get(i), "c" + i, "VARCHAR"))
                .toList();
        return new DatasetTable(true, columns);
    }

    private static DatasetTable described(Statement statement, String reader)
            throws SQLException, UnreadableDatasetException {
        copy(statement, reader);
        List<Column> columns = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("DESCRIBE dataset")) {
            while (row.next()) {
                String name = row.getString("column_name");
                columns.add(new Column(name, DuckDb.identifier(name), row.getString("column_type")));
            }
        }
        limit(columns.size());
        return new DatasetTable(false, List.copyOf(columns));
    }

    private static void copy(Statement statement, String reader) throws SQLException {
        statement.execute("CREATE TABLE dataset AS SELECT * FROM " + reader);
    }

    private static void limit(int columns) throws UnreadableDatasetException {
        if (columns > COLUMN_LIMIT) {
            throw new UnreadableDatasetException(
                    "The file has " + columns + " columns; at most " + COLUMN_LIMIT + " can be profiled.");
        }
    }
}
