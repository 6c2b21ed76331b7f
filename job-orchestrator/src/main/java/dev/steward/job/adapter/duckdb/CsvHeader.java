package dev.steward.job.adapter.duckdb;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The first record of a CSV file: it names the columns and settles the delimiter, which is whichever of comma, semicolon,
 * tab and bar it holds most of. Reading it here leaves DuckDB nothing to guess, so a ragged line is an error that names
 * the line and never a different reading of the file.
 */
record CsvHeader(char delimiter, List<String> names) {

    private static final int LIMIT = 1 << 20;
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final char[] OTHER_DELIMITERS = {';', '\t', '|'};

    static CsvHeader read(Path file) throws IOException, UnreadableDatasetException {
        return of(firstRecord(file));
    }

    private static String firstRecord(Path file) throws IOException, UnreadableDatasetException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(LIMIT);
        }
        boolean quoted = false;
        for (int i = 0; i < head.length; i++) {
            if (head[i] == '"') {
                quoted = !quoted;
            } else if (!quoted && (head[i] == '\n' || head[i] == '\r')) {
                return decode(head, i);
            }
        }
        if (quoted || head.length == LIMIT) {
            throw new UnreadableDatasetException("The header line does not end.");
        }
        return decode(head, head.length);
    }

    private static String decode(byte[] bytes, int length) throws UnreadableDatasetException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
            return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new UnreadableDatasetException("Line 1: the file is not UTF-8.");
        }
    }

    private static CsvHeader of(String record) {
        CsvHeader best = new CsvHeader(',', fields(record, ','));
        for (char candidate : OTHER_DELIMITERS) {
            List<String> fields = fields(record, candidate);
            best = fields.size() > best.names().size() ? new CsvHeader(candidate, fields) : best;
        }
        return best;
    }

    private static List<String> fields(String record, char delimiter) {
        List<String> fields = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < record.length(); i++) {
            quoted ^= record.charAt(i) == '"';
            if (record.charAt(i) == delimiter && !quoted) {
                fields.add(name(record.substring(start, i), fields.size() + 1));
                start = i + 1;
            }
        }
        fields.add(name(record.substring(start), fields.size() + 1));
        return fields;
    }

    private static String name(String field, int position) {
        String name = field.strip();
        if (name.length() >= 2 && name.startsWith("\"") && name.endsWith("\"")) {
            name = name.substring(1, name.length() - 1).replace("\"\"", "\"").strip();
        }
        return name.isEmpty() ? "column_" + position : name;
    }
}
