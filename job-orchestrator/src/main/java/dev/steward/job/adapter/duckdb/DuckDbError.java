package dev.steward.job.adapter.duckdb;

import dev.steward.job.domain.JobFailure;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what DuckDB says about a file into a sentence without paths, SQL or the file's own content. */
final class DuckDbError {

    private static final Pattern LINE = Pattern.compile("CSV Error on Line: (\\d+)");
    private static final Pattern COLUMNS = Pattern.compile("Expected Number of Columns: (\\d+) Found: (\\d+)");
    private static final Pattern MALFORMED_JSON =
            Pattern.compile("Malformed JSON in file .*, at byte \\d+ in line \\d+: ([^.]*)");

    private DuckDbError() {}

    /** Set when a limit was hit, which is no fault of the file's form. */
    static Optional<JobFailure> limit(SQLException error) {
        String message = message(error);
        if (message.contains("Out of Memory Error")) {
            return Optional.of(JobFailure.memoryLimit());
        }
        if (message.contains("No space left on device")) {
            return Optional.of(new JobFailure("disk-full", "There was no disk space left to work in."));
        }
        return Optional.empty();
    }

    static String sentence(SQLException error) {
        String message = message(error);
        Matcher line = LINE.matcher(message);
        String where = line.find() ? "Line " + line.group(1) + ": " : "";
        Matcher columns = COLUMNS.matcher(message);
        if (columns.find()) {
            return where + "expected " + columns.group(1) + " fields, found " + columns.group(2) + ".";
        }
        Matcher json = MALFORMED_JSON.matcher(message);
        if (json.find()) {
            return "A line is not valid JSON: " + json.group(1).strip() + ".";
        }
        return where + known(message.toLowerCase(Locale.ROOT));
    }

    private static String known(String message) {
        if (message.contains("invalid unicode") || message.contains("not utf-8")) {
            return "the file is not UTF-8.";
        }
        if (message.contains("unterminated quote")) {
            return "a quoted field does not end.";
        }
        if (message.contains("maximum line size")) {
            return "the line is too long.";
        }
        if (message.contains("duplicate key")) {
            return "An object names a key twice.";
        }
        if (message.contains("non-record json")) {
            return "A line is not a JSON object.";
        }
        return "The file does not hold what its format promises.";
    }

    private static String message(SQLException error) {
        return String.valueOf(error.getMessage());
    }
}
