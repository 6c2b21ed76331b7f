package dev.steward.session.adapter.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the processes of an attempt print. They append to it for as long as they live, so what is old can only be let go
 * in place: the host frees the blocks at its beginning, every byte keeps its position, and a record beside the file
 * says up to where nothing is left.
 */
record OutputFile(Path path) {

    private static final Logger LOG = LoggerFactory.getLogger(OutputFile.class);

    /** The latest output that always stays, and by how much it may grow beyond until the next cut. */
    static final long KEPT = 4 << 20;

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

    /** Up to where nothing is left of what was printed. */
    long cut() throws IOException {
        try {
            return Long.parseLong(Files.readString(record()).strip());
        } catch (NoSuchFileException | NumberFormatException _) {
            return 0;
        }
    }

    void cutWhenLarge() {
        try {
            long upTo = (Files.size(path) - KEPT) / KEPT * KEPT;
            if (upTo > cut()) {
                cut(upTo);
            }
        } catch (IOException _) {
            // Gone with its session: nothing is left to keep small.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** The record first: whoever reads on has to know before the bytes go. */
    private void cut(long upTo) throws IOException, InterruptedException {
        Path part = path.resolveSibling("cut.part");
        Files.writeString(part, upTo + "\n");
        Files.move(part, record(), StandardCopyOption.ATOMIC_MOVE);
        if (!HostCommands.freeBeginning(path, upTo)) {
            LOG.debug("cannot free the beginning of {}: it is emptied", path);
            Files.delete(record());
            try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
                file.truncate(0);
            }
        }
    }

    private Path record() {
        return path.resolveSibling("cut");
    }
}
