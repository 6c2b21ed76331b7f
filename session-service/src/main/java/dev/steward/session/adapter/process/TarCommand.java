package dev.steward.session.adapter.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;

/**
 * Packs by the host's own command with the rights of the session's user, so that whatever its processes exchange under it,
 * it reads nothing that they could not read themselves.
 */
record TarCommand(SessionUsers users) {

    private static final int CHUNK = 64 << 10;
    /** Above this the archive is not good; below it files changed while they were read. */
    private static final int SOME_CHANGED = 1;

    /**
     * To be subscribed to where it may block.
     *
     * @param folder from the workspace down, null for the whole
     */
    Flux<ByteBuffer> pack(Path workspace, int slot, @Nullable Path folder) {
        List<String> command = new ArrayList<>(users.reader(slot));
        command.addAll(List.of(
                "tar",
                "--create",
                "--file=-",
                "--format=posix",
                "--numeric-owner",
                "--owner=0",
                "--group=0",
                "--ignore-failed-read",
                "--directory=" + workspace,
                "--",
                folder == null ? "." : "./" + folder));
        return Flux.using(() -> start(command), TarCommand::output, Process::destroyForcibly);
    }

    private static Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder.start();
    }

    private static Flux<ByteBuffer> output(Process tar) {
        InputStream output = tar.getInputStream();
        return Flux.generate(sink -> next(tar, output, sink));
    }

    private static void next(Process tar, InputStream output, SynchronousSink<ByteBuffer> sink) {
        try {
            byte[] part = output.readNBytes(CHUNK);
            if (part.length > 0) {
                sink.next(ByteBuffer.wrap(part));
            } else if (tar.waitFor() <= SOME_CHANGED) {
                sink.complete();
            } else {
                sink.error(new IOException("a workspace could not be packed as a whole"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            sink.error(e);
        }
    }
}
