package dev.steward.session.adapter.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file on its way in, in a folder where its future owner can neither see nor exchange it. */
final class Upload {

    private final Path path;
    private final FileChannel channel;
    private final long limit;
    private long size;

    private Upload(Path path, FileChannel channel, long limit) {
        this.path = path;
        this.channel = channel;
        this.limit = limit;
    }

    /** @param path where nothing is yet */
    static Upload begin(Path path, long limit) throws IOException {
        FileChannel channel = FileChannel.open(
                path,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return new Upload(path, channel, limit);
    }

    Path path() {
        return path;
    }

    void write(ByteBuffer part) {
        size += part.remaining();
        if (size > limit) {
            throw new TooLargeException();
        }
        try {
            while (part.hasRemaining()) {
                channel.write(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void complete() throws IOException {
        channel.close();
    }

    /** After the file was moved away there is nothing left to delete. */
    void discard() throws IOException {
        channel.close();
        Files.deleteIfExists(path);
    }

    /** More came than a file may have. */
    static final class TooLargeException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private TooLargeException() {
            super("larger than a workspace file may be", null, false, false);
        }
    }
}
