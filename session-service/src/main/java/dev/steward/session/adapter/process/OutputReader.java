package dev.steward.session.adapter.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Reads the lines of an output file from one of the latest on, while it grows and is cut. A line that is longer than it
 * may be loses its rest. Closed by another thread while it reads, it finds nothing more.
 */
final class OutputReader implements AutoCloseable {

    static final int LONGEST_LINE = 8 << 10;
    private static final int CHUNK = 64 << 10;
    /** No more than this is looked through for the beginning: a file may be long and have few lines, or none. */
    private static final long FURTHEST_BACK = 4 * OutputFile.KEPT;

    private final OutputFile output;
    private final FileChannel file;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final boolean follow;
    /** What was there at first is read up to here when what comes later is not asked for. */
    private final long end;

    private long position;
    private volatile boolean through;
    private boolean begun;
    /** What comes belongs to a line whose beginning is gone. */
    private boolean torn;

    private OutputReader(OutputFile output, FileChannel file, boolean follow) throws IOException {
        this.output = output;
        this.file = file;
        this.follow = follow;
        this.end = follow ? Long.MAX_VALUE : file.size();
    }

    /**
     * Opens it at one of its lines.
     *
     * @param tail how many lines of what is there are still to be read
     * @param follow whether also to read what is printed from now on
     */
    static OutputReader open(OutputFile output, int tail, boolean follow) throws IOException {
        FileChannel file = FileChannel.open(output.path(), StandardOpenOption.READ);
        try {
            OutputReader reader = new OutputReader(output, file, follow);
            reader.goBack(tail);
            return reader;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /**
     * Some more lines; none when there are none now.
     *
     * @param over whether nothing is printed any more
     */
    synchronized List<String> next(BooleanSupplier over) throws IOException {
        try {
            List<String> lines = more();
            if (!lines.isEmpty() || (follow && !over.getAsBoolean())) {
                return lines;
            }
            // Once more: what was printed last was there before the end was seen.
            lines = more();
            if (!lines.isEmpty()) {
                return lines;
            }
            through = true;
            return begun && !torn ? List.of(text()) : List.of();
        } catch (ClosedChannelException _) {
            return List.of();
        }
    }

    /** Whether everything was read that ever will be. */
    boolean isThrough() {
        return through;
    }

    /** Not synchronized: a read that is under way ends by it. */
    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> more() throws IOException {
        List<String> lines = new ArrayList<>();
        while (lines.isEmpty() && read()) {
            split(lines);
        }
        return lines;
    }

    private void goBack(int tail) throws IOException {
        long size = file.size();
        long first = Math.max(output.cut(), size - FURTHEST_BACK);
        position = size;
        // The end of the last line separates it from nothing.
        long missing = tail == 0 ? 0 : (long) tail + (endsALine(size) ? 1 : 0);
        while (position > first && missing > 0) {
            long from = Math.max(first, position - CHUNK);
            read(from, (int) (position - from));
            position = from;
            for (int at = chunk.limit() - 1; at >= 0 && missing > 0; at--) {
                if (chunk.get(at) == '\n' && --missing == 0) {
                    position = from + at + 1;
                }
            }
        }
        torn = missing > 0 && position > 0;
    }

    private boolean endsALine(long size) throws IOException {
        return size > 0 && read(size - 1, 1) && chunk.get(0) == '\n';
    }

    private boolean read() throws IOException {
        if (file.size() < position) {
            position = 0;
            forget();
        }
        boolean any = read(position, (int) Math.min(CHUNK, Math.max(0, end - position)));
        long cut = output.cut();
        if (position < cut) {
            // What was read may be what is gone.
            chunk.limit(0);
            position = cut;
            forget();
            torn = true;
            return true;
        }
        position += chunk.limit();
        return any;
    }

    private boolean read(long from, int most) throws IOException {
        chunk.clear().limit(most);
        int read = file.read(chunk, from);
        chunk.flip();
        return read > 0;
    }

    private void split(List<String> lines) {
        while (chunk.hasRemaining()) {
            byte next = chunk.get();
            if (next == '\n') {
                if (!torn) {
                    lines.add(text());
                }
                forget();
            } else {
                begun = true;
                if (line.size() < LONGEST_LINE) {
                    line.write(next);
                }
            }
        }
    }

    private String text() {
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private void forget() {
        line.reset();
        begun = false;
        torn = false;
    }
}
