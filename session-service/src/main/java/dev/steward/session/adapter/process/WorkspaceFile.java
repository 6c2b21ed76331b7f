package dev.steward.session.adapter.process;

import dev.steward.session.domain.WorkspacePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Objects;
import java.util.concurrent.Callable;
import reactor.core.publisher.Flux;

/**
 * A plain file of a workspace, to be read as it was seen. A process may put a pipe in its place at any time, and to open
 * that would wait for ever: so what is there is given a second name that no process can reach, and looked at and opened
 * by that.
 */
record WorkspaceFile(Path workspace, WorkspacePath path, PosixFileAttributes seen) {

    private static final int CHUNK = 64 << 10;

    /**
     * Fails when another file is there, so that no tag is answered with the bytes of another file.
     *
     * @param aside makes the second name, of the same file system
     */
    Flux<ByteBuffer> content(Callable<Path> aside) {
        return Flux.using(
                () -> open(aside.call()),
                channel -> Flux.<ByteBuffer, Long>generate(seen::size, (left, sink) -> {
                    if (left == 0) {
                        sink.complete();
                        return left;
                    }
                    ByteBuffer part = chunk(channel, left);
                    long after = left - part.remaining();
                    sink.next(part);
                    return after;
                }),
                WorkspaceFile::close);
    }

    private SeekableByteChannel open(Path aside) throws IOException {
        try {
            Files.createLink(aside, workspace.resolve(String.join("/", path.names())));
        } catch (FileSystemException e) {
            throw new IOException("the file was replaced before it was read", e);
        }
        try {
            PosixFileAttributes there =
                    Files.readAttributes(aside, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!isSeen(there)) {
                throw new IOException("the file was replaced before it was read");
            }
            return Files.newByteChannel(aside);
        } finally {
            Files.delete(aside);
        }
    }

    /** The very inode, so that no folder that was exchanged for a link leads to a file from elsewhere. */
    private boolean isSeen(PosixFileAttributes there) {
        return there.isRegularFile()
                && Objects.equals(there.fileKey(), seen.fileKey())
                && WorkspaceFolder.etag(there).equals(WorkspaceFolder.etag(seen));
    }

    private static ByteBuffer chunk(SeekableByteChannel channel, long left) {
        ByteBuffer part = ByteBuffer.allocate((int) Math.min(CHUNK, left));
        try {
            if (channel.read(part) < 0) {
                throw new IOException("the file became shorter while it was read");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return part.flip();
    }

    private static void close(SeekableByteChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
