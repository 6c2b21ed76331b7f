package dev.steward.session.adapter.kubernetes;

import io.fabric8.kubernetes.client.dsl.LogWatch;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** The lines of one connection to a log, and what has to be closed with them. For one reader. */
final class LogLines {

    private static final int LONGEST = 8 << 10;

    private final Reader text;
    private final Closeable connection;
    private boolean begins = true;
    private boolean broken;

    private LogLines(Reader text, Closeable connection) {
        this.text = text;
        this.connection = connection;
    }

    static LogLines of(Reader log) {
        Reader text = new BufferedReader(log);
        return new LogLines(text, text);
    }

    static LogLines of(LogWatch log) {
        return new LogLines(new BufferedReader(new InputStreamReader(log.getOutput(), StandardCharsets.UTF_8)), log);
    }

    static LogLines none() {
        return new LogLines(Reader.nullReader(), () -> {});
    }

    /** What is made of a line. */
    @FunctionalInterface
    interface Reading {

        /**
         * The line as it is told; null when it is not.
         *
         * @param begins false for the rest of a line that was too long
         * @param broken whether the connection ended before the line did
         */
        @Nullable
        String of(String line, boolean begins, boolean broken);
    }

    /** To be subscribed to where it may block. */
    Flux<String> all(Reading reading) {
        return Flux.generate(sink -> {
            String told = null;
            while (told == null) {
                boolean beginning = begins;
                String line = next();
                if (line == null) {
                    sink.complete();
                    return;
                }
                told = reading.of(line, beginning, broken);
            }
            sink.next(told);
        });
    }

    private @Nullable String next() {
        try {
            StringBuilder line = new StringBuilder();
            int next = text.read();
            if (next < 0) {
                return null;
            }
            while (next >= 0 && next != '\n' && line.length() < LONGEST) {
                line.append((char) next);
                text.mark(1);
                next = text.read();
            }
            begins = next == '\n';
            broken = next < 0;
            if (!begins && !broken) {
                text.reset();
            }
            return line.toString();
        } catch (IOException _) {
            // Closed by whoever listened, or by the node.
            return null;
        }
    }

    void close() {
        try {
            connection.close();
        } catch (IOException _) {
            // Nothing is read from it any more.
        }
    }
}
