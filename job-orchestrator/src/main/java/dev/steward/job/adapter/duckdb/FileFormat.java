package dev.steward.job.adapter.duckdb;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** How a dataset is written: told by the end of its name, else by how its content begins. */
enum FileFormat {
    CSV,
    NDJSON,
    PARQUET;

    private static final int HEAD = 512;

    static FileFormat of(Path file) throws IOException {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return switch (ending) {
            case "csv", "tsv" -> CSV;
            case "ndjson", "jsonl" -> NDJSON;
            case "parquet" -> PARQUET;
            default -> byContent(file);
        };
    }

    private static FileFormat byContent(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            String head = new String(in.readNBytes(HEAD), StandardCharsets.ISO_8859_1);
            if (head.startsWith("PAR1")) {
                return PARQUET;
            }
            return head.stripLeading().startsWith("{") ? NDJSON : CSV;
        }
    }
}
