package dev.steward.session.adapter.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What the host's own commands do better than Java. They measure and remove trees of any depth without following a link,
 * whatever a process exchanges under them, which Java can only do with an open folder for each level; and they free
 * parts of a file in place.
 */
final class HostCommands {

    private static final Duration LONGEST_MEASURE = Duration.ofSeconds(20);

    private HostCommands() {}

    /** The bytes a folder takes of the disk, a file of several names counted once. */
    static long bytes(Path folder) throws IOException, InterruptedException {
        Process du = start("du", "-s", "-x", "--block-size=1", "--", folder.toString());
        try {
            if (!du.waitFor(LONGEST_MEASURE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("a workspace took too long to measure");
            }
            // It says so when something went while it looked, and gives the sum of the rest.
            String answer = new String(du.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            int end = answer.indexOf('\t');
            if (end < 0) {
                throw new IOException("a workspace could not be measured");
            }
            return Long.parseLong(answer.substring(0, end));
        } finally {
            du.destroyForcibly();
        }
    }

    /** Goes on to its end even if the caller does not wait. */
    static void remove(Path folder) throws IOException, InterruptedException {
        int status =
                start("rm", "-rf", "--one-file-system", "--", folder.toString()).waitFor();
        if (status != 0) {
            throw new IOException("a folder could not be removed as a whole");
        }
    }

    /** False where the file system cannot do that, or there is no such command. */
    static boolean freeBeginning(Path file, long bytes) throws InterruptedException {
        try {
            return start("fallocate", "--punch-hole", "--length", String.valueOf(bytes), "--", file.toString())
                            .waitFor()
                    == 0;
        } catch (IOException _) {
            return false;
        }
    }

    /** In one step of the kernel, so that nothing is born meanwhile. */
    static void killAllOf(int user) {
        try {
            start("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups", "/bin/sh", "-c", "kill -KILL -1")
                    .waitFor();
        } catch (IOException _) {
            // They are ended one by one.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static Process start(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("LC_ALL", "C");
        return builder.start();
    }
}
