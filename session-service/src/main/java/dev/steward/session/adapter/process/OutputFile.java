package dev.steward.session.adapter.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** What the processes of an attempt print, kept small. They append, so it may be cut while they write. */
record OutputFile(Path path) {

    private static final long LARGEST = 1 << 20;
    private static final int TAIL = 16 << 10;
    private static final int LINES = 20;
    private static final int LONGEST_LINE = 500;

    /** The last lines, oldest first; none when there is nothing to read. */
    List<String> lastLines() {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer tail = ByteBuffer.allocate(TAIL);
            file.read(tail, Math.max(0, file.size() - TAIL));
            List<String> lines = new String(tail.array(), 0, tail.position(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .map(line -> line.substring(0, Math.min(line.length(), LONGEST_LINE)))
                    .toList();
            return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
        } catch (IOException _) {
            return List.of();
        }
    }

    void cutWhenLarge() {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
            if (file.size() > LARGEST) {
                file.truncate(0);
            }
        } catch (IOException _) {
            // Gone with its session: nothing is left to keep small.
        }
    }
}
