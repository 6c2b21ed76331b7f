package dev.steward.session.adapter.docker;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Makes lines of what comes in pieces; a line that is too long is cut into several. */
final class LineSplitter {

    static final int LONGEST = 8 << 10;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Consumer<String> lines;

    LineSplitter(Consumer<String> lines) {
        this.lines = lines;
    }

    void write(byte[] bytes) {
        for (byte next : bytes) {
            if (next == '\n') {
                flush();
            } else {
                line.write(next);
                if (line.size() == LONGEST) {
                    flush();
                }
            }
        }
    }

    /** What is left has no line end. */
    void end() {
        if (line.size() > 0) {
            flush();
        }
    }

    private void flush() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        lines.accept(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }
}
