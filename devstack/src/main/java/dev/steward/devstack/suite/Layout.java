package dev.steward.devstack.suite;

import dev.steward.infra.Directories;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Where things are.
 *
 * @param checkout the repository, with the built jars
 * @param state secrets, logs and the record of running processes; for the user alone
 * @param data databases, topics, workspaces; as root outside of any home folder, because other uids must reach it
 */
public record Layout(Path checkout, Path state, Path data) {
    public static final String STATE_VARIABLE = "STEWARD_STATE_DIR";

    private static final long REQUIRED_BYTES = 512L << 20;
    private static final Path ROOTS_DATA = Path.of("/var/lib/steward");

    public static Layout of(Path checkout, Map<String, String> environment) {
        var given = environment.get(STATE_VARIABLE);
        var state = (given == null ? checkout.resolve(".steward") : Path.of(given))
                .toAbsolutePath()
                .normalize();
        var data = isRoot() ? ROOTS_DATA.resolve(hash(state)) : state.resolve("data");
        return new Layout(checkout.toAbsolutePath().normalize(), state, data);
    }

    public void create() {
        try {
            Files.createDirectories(state);
            Files.setPosixFilePermissions(state, Directories.OWNER_ONLY);
            Files.createDirectories(logs());
            Files.createDirectories(files());
        } catch (IOException e) {
            throw SuiteException.of("The folders of the suite cannot be made", e);
        }
    }

    /** What a suite that has just been started needs, and room to work; said before anything is started. */
    public void requireDisk() {
        for (var folder : List.of(state, data, startCaches())) {
            try {
                Files.createDirectories(folder);
                long usable = Files.getFileStore(folder).getUsableSpace();
                if (usable < REQUIRED_BYTES) {
                    throw new SuiteException("Only " + (usable >> 20) + " MB are free in " + folder + "; Steward needs "
                            + (REQUIRED_BYTES >> 20) + " MB.");
                }
            } catch (IOException e) {
                throw SuiteException.of("The folder " + folder + " cannot be used", e);
            }
        }
    }

    /** Built once per jar, whatever suite uses them, so they stay with the checkout. */
    public Path startCaches() {
        return checkout.resolve(".steward").resolve("aot");
    }

    public Path jar(SuiteService service) {
        return checkout.resolve(service.module()).resolve("target").resolve(service.module() + ".jar");
    }

    public Path logs() {
        return state.resolve("logs");
    }

    /** Keeps the logs of the last run beside those of the next; the launcher's own is open already. */
    public void rotateLogs() {
        var previous = logs().resolve("previous");
        try {
            Directories.delete(previous);
            Files.createDirectories(previous);
            try (var entries = Files.newDirectoryStream(logs(), "*.log")) {
                for (var log : entries) {
                    if (!log.equals(log("launcher"))) {
                        Files.move(log, previous.resolve(log.getFileName()));
                    }
                }
            }
        } catch (IOException e) {
            throw SuiteException.of("The logs in " + logs() + " cannot be moved", e);
        }
    }

    public Path log(String part) {
        return logs().resolve(part + ".log");
    }

    public Path secrets() {
        return state.resolve("secrets");
    }

    /** How a Kafka client of this machine logs in as this principal: settings as they are in any client's file. */
    public Path brokerLogin(String principal) {
        return state.resolve("kafka-" + principal + ".properties");
    }

    /** Workspaces and datasets. */
    public Path files() {
        return data.resolve("files");
    }

    /** Deletes everything but the start caches, which hold nothing of the user's. */
    public void wipe() {
        try {
            Directories.delete(data);
            if (Files.isDirectory(state)) {
                try (var entries = Files.list(state)) {
                    for (var entry :
                            entries.filter(path -> !path.equals(startCaches())).toList()) {
                        Directories.delete(entry);
                    }
                }
            }
        } catch (IOException e) {
            throw SuiteException.of("Not everything could be deleted", e);
        }
    }

    public static boolean isRoot() {
        try {
            return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
        } catch (IOException e) {
            throw SuiteException.of("The user of this process cannot be found out", e);
        }
    }

    private static String hash(Path path) {
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256").digest(path.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
