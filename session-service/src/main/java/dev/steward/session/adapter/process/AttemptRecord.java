package dev.steward.session.adapter.process;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the shim wrote into the record folder of one attempt. */
record AttemptRecord(Path folder) {

    private static final Pattern MINUTES = Pattern.compile("(\\d+)m([\\d.,]+)s");
    private static final Pattern SHIM = Pattern.compile("\\d{1,9} \\d{1,18} \\S+");
    private static final Pattern SERVER = Pattern.compile("\\d{1,9} \\d{1,18}");
    private static final Pattern REASON = Pattern.compile("([a-z-]{1,40})(?: (.{1,200}))?");
    private static final Pattern EXIT = Pattern.compile("\\d{1,9} (yes|no)");

    /** A process of the shim's making; the boot id is only known of the shim. */
    record Identity(int pid, long startTicks, String bootId) {}

    /** Why an attempt ended, as a code and for people. */
    record Why(String reason, @Nullable String detail) {}

    /**
     * How the attempt ended.
     *
     * @param asked the shim was told to end it
     */
    record Ending(int status, boolean asked, Instant at) {}

    boolean exists() {
        return Files.isDirectory(folder);
    }

    /** The shim itself, the leader of the POSIX session everything in the attempt belongs to. */
    Optional<Identity> shim() {
        return words("shim", SHIM)
                .map(words -> new Identity(Integer.parseInt(words[0]), Long.parseLong(words[1]), words[2]));
    }

    /** The dev server. */
    Optional<Identity> server() {
        return words("server", SERVER)
                .map(words -> new Identity(Integer.parseInt(words[0]), Long.parseLong(words[1]), ""));
    }

    /** Whether the dev server itself was started, after the commands that prepare it. */
    Optional<Instant> serverBegan() {
        Path server = folder.resolve("server");
        return Files.exists(server) ? Optional.of(modified(server)) : Optional.empty();
    }

    /** What is known of why it ended. */
    Optional<Why> why() {
        return text("reason")
                .map(text -> REASON.matcher(text.strip()))
                .filter(Matcher::matches)
                .map(why -> new Why(why.group(1), why.group(2)));
    }

    /** Remembers why it is about to be ended, and says so to whoever reads its output. */
    void tellWhy(Why why) throws IOException {
        Files.writeString(output(), "steward: " + why.detail() + "\n", APPEND, CREATE);
        Path part = folder.resolve("why.part");
        Files.writeString(part, why.reason() + " " + why.detail() + "\n");
        Files.move(part, folder.resolve("reason"), ATOMIC_MOVE);
    }

    Optional<Ending> ending() {
        return words("exit", EXIT)
                .map(words -> new Ending(
                        Integer.parseInt(words[0]), words[1].equals("yes"), modified(folder.resolve("exit"))));
    }

    /** CPU time of everything the attempt waited for, as the shim's {@code times} printed it. */
    Optional<Double> cpuSeconds() {
        return text("times").map(text -> {
            double sum = 0;
            Matcher times = MINUTES.matcher(text);
            while (times.find()) {
                sum += 60 * Double.parseDouble(times.group(1))
                        + Double.parseDouble(times.group(2).replace(',', '.'));
            }
            return sum;
        });
    }

    /** When it was launched. */
    Instant launchedAt() {
        Path script = folder.resolve(ShimLauncher.SCRIPT);
        return modified(Files.exists(script) ? script : folder);
    }

    Path output() {
        return folder.resolve("output");
    }

    /** A record that was torn, as by a power cut, is none. */
    private Optional<String[]> words(String file, Pattern form) {
        return text(file)
                .map(String::strip)
                .filter(text -> form.matcher(text).matches())
                .map(text -> text.split(" ", -1));
    }

    private Optional<String> text(String file) {
        try {
            return Optional.of(Files.readString(folder.resolve(file)));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Instant modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (NoSuchFileException _) {
            // Removed between two looks, which is long over.
            return Instant.EPOCH;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
