package dev.steward.session.adapter.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the host's own commands do better than Java. They measure and remove trees of any depth without following a link,
 * whatever a process exchanges under them, which Java can only do with an open folder for each level; and they free
 * parts of a file in place.
 */
final class HostCommands {

    private static final Duration LONGEST_MEASURE = Duration.ofSeconds(20);

    /** Named on one command line, which has room for a hundred times as many of usual length. */
    private static final int MOST_NAMED = 100;

    /** What du says last; a name before it may hold whatever a name can. */
    private static final Pattern TOTAL = Pattern.compile("^(\\d+)\ttotal\\n\\z", Pattern.MULTILINE);

    private HostCommands() {}

    /** The bytes a folder takes of the disk, a file of several names counted once. */
    static long bytes(Path folder) throws IOException, InterruptedException {
        return bytes(List.of(folder));
    }

    /** The same of several, of which the first one has to be there. */
    static long bytes(List<Path> folders) throws IOException, InterruptedException {
        if (!Files.exists(folders.getFirst(), LinkOption.NOFOLLOW_LINKS)) {
            throw new NoSuchFileException(folders.getFirst().toString());
        }
        Process du = start(List.of("du", "-s", "-c", "-x", "--block-size=1", "--"), folders);
        try {
            if (!du.waitFor(LONGEST_MEASURE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("a workspace took too long to measure");
            }
            // It says so when something went while it looked, and gives the sum of the rest.
            Matcher total = TOTAL.matcher(new String(du.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
            if (!total.find()) {
                throw new IOException("a workspace could not be measured");
            }
            return Long.parseLong(total.group(1));
        } finally {
            du.destroyForcibly();
        }
    }

    /** Goes on to its end even if the caller does not wait. */
    static void remove(Path folder) throws IOException, InterruptedException {
        remove(List.of(folder));
    }

    /** The same with several files or folders. */
    static void remove(List<Path> paths) throws IOException, InterruptedException {
        for (int from = 0; from < paths.size(); from += MOST_NAMED) {
            List<Path> some = paths.subList(from, Math.min(paths.size(), from + MOST_NAMED));
            if (start(List.of("rm", "-rf", "--one-file-system", "--"), some).waitFor() != 0) {
                throw new IOException("a folder could not be removed as a whole");
            }
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

    private static Process start(List<String> command, List<Path> paths) throws IOException {
        return start(Stream.concat(command.stream(), paths.stream().map(Path::toString))
                .toArray(String[]::new));
    }

    private static Process start(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("LC_ALL", "C");
        return builder.start();
    }
}
