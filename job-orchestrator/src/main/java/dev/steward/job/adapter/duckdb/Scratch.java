package dev.steward.job.adapter.duckdb;

import dev.steward.job.domain.JobLease;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder of one attempt; what an earlier attempt of the job left behind goes when the next one begins. */
record Scratch(Path folder) implements AutoCloseable {

    static Scratch create(Path root, JobLease attempt) throws IOException {
        Path job = root.toAbsolutePath().resolve(attempt.jobId());
        delete(job);
        return new Scratch(Files.createDirectories(job.resolve(String.valueOf(attempt.epoch()))));
    }

    @Override
    public void close() {
        delete(folder);
        try {
            Files.deleteIfExists(folder.getParent());
        } catch (IOException e) {
            // A later attempt works in a folder beside this one.
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
