package dev.steward.job.adapter.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A file on its way in: written beside its place under a hidden name, and moved there as a whole once all of it is on
 * disk. Closing one that was not committed leaves nothing. For one thread at a time.
 */
final class Upload implements AutoCloseable {

    static final String PREFIX = ".upload-";

    private final Path target;
    private final Path temporary;
    private final FileChannel channel;
    private final long limit;
    private long size;

    Upload(Path target, Path temporary, FileChannel channel, long limit) {
        this.target = target;
        this.temporary = temporary;
        this.channel = channel;
        this.limit = limit;
    }

    static Upload open(Path target, long limit) throws IOException {
        Path folder = Files.createDirectories(target.getParent());
        Path temporary = folder.resolve(PREFIX + UUID.randomUUID());
        FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new Upload(target, temporary, channel, limit);
    }

    void write(ByteBuffer bytes) {
        size += bytes.remaining();
        if (size > limit) {
            throw new TooLargeException();
        }
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long size() {
        return size;
    }

    /** Content first, then the name: after a power cut the name stands for the old file or for all of the new one. */
    boolean commit() throws IOException {
        channel.force(true);
        boolean replaced = Files.exists(target);
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel folder = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
        return replaced;
    }

    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Breaks off the stream; never leaves this package. */
    static final class TooLargeException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
