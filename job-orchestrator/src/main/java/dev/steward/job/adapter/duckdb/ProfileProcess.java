package dev.steward.job.adapter.duckdb;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A child JVM from start to end. Its standard input stays open as long as this process lives and wants it: the child ends
 * when it closes. It gets an empty environment, so no secret of this process is in its reach.
 */
final class ProfileProcess implements AutoCloseable {

    private static final int GRACE_SECONDS = 2;
    private static final int STDERR_TAIL = 2_000;

    private final Process process;
    private final Path errors;

    private ProfileProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
    }

    static ProfileProcess start(ProfileLimits limits, Path scratch) throws IOException {
        Path errors = scratch.resolve("stderr");
        ProcessBuilder builder = new ProcessBuilder(ChildCommand.of(limits, scratch))
                .directory(scratch.toFile())
                .redirectError(errors.toFile());
        builder.environment().clear();
        builder.environment().put("LC_ALL", "C.UTF-8");
        return new ProfileProcess(builder.start(), errors);
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Asks, and reads lines on a thread of its own; the answer is null when the child ends without one. */
    CompletableFuture<@Nullable ProfileLine> ask(ProfileRequest request, IntConsumer progress) {
        CompletableFuture<@Nullable ProfileLine> answer = new CompletableFuture<>();
        Thread.ofVirtual().name("profile-lines").start(() -> answer.complete(converse(request, progress)));
        return answer;
    }

    private @Nullable ProfileLine converse(ProfileRequest request, IntConsumer progress) {
        try {
            Writer out = process.outputWriter();
            out.write(ProfileLines.write(request));
            out.write('\n');
            out.flush();
            BufferedReader in = process.inputReader();
            for (String text = in.readLine(); text != null; text = in.readLine()) {
                ProfileLine line = ProfileLines.readLine(text);
                if (line.progress() == null) {
                    return line;
                }
                progress.accept(line.progress());
            }
        } catch (IOException | JacksonException e) {
            // A child that was ended breaks off mid-line; to the caller it is one that gave no answer.
        }
        return null;
    }

    void kill() {
        process.destroyForcibly();
    }

    String lastErrors() {
        try {
            String text = Files.readString(errors);
            return text.substring(Math.max(0, text.length() - STDERR_TAIL)).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** Returns when the process is gone, also to a thread that was interrupted. */
    @Override
    public void close() throws IOException {
        endInput();
        process.onExit()
                .completeOnTimeout(process, GRACE_SECONDS, TimeUnit.SECONDS)
                .join();
        process.destroyForcibly();
        process.onExit().join();
        process.inputReader().close();
    }

    private void endInput() {
        try {
            process.outputWriter().close();
        } catch (IOException e) {
            // It ended before it had read everything.
        }
    }
}
