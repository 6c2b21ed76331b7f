package dev.steward.devstack.process;

import dev.steward.devstack.suite.ProcessId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The processes of dev sessions, which outlive session-service on purpose but never the suite. session-service records
 * the shim of each attempt as {@code <session id>/control/<attempt>/shim}: pid, start in clock ticks, boot id; and where
 * sessions have users of their own, that user beside it as {@code user}.
 *
 * @param folder with one folder per session
 */
public record DevSessions(Path folder) {
    private static final String MARK = "STEWARD_SESSION_ID=";
    private static final int GRACE_SECONDS = 20;
    private static final Pattern LOG_FILE = Pattern.compile(".*/([^/]+)/control/[^/]+/output(?: \\(deleted\\))?");

    public static DevSessions in(Path files) {
        return new DevSessions(files.resolve("sessions"));
    }

    /** The process that serves a session's workspace: the child of its shim. */
    public Optional<ProcessHandle> serverOf(String sessionId) {
        return shims(folder.resolve(sessionId)).stream()
                .flatMap(ProcessHandle::children)
                .findFirst();
    }

    /** Asks every shim to end its session, then kills what is left of any session of this folder. */
    public void stop() {
        var sessions = list(folder);
        var shims =
                sessions.stream().flatMap(session -> shims(session).stream()).toList();
        shims.forEach(ProcessHandle::destroy);
        try {
            CompletableFuture.allOf(shims.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
                    .orTimeout(GRACE_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            shims.forEach(ProcessHandle::destroyForcibly);
        }
        var ids = sessions.stream()
                .map(session -> session.getFileName().toString())
                .collect(Collectors.toSet());
        ProcessHandle.allProcesses()
                .filter(process -> isMarked(process.pid(), ids) || printsInto(process.pid(), ids))
                .forEach(ProcessHandle::destroyForcibly);
        SessionUser.endAll(sessions.stream()
                .flatMap(session -> list(session.resolve("control")).stream())
                .flatMap(attempt -> SessionUser.recordedIn(attempt).stream())
                .collect(Collectors.toSet()));
    }

    private static List<ProcessHandle> shims(Path session) {
        return list(session.resolve("control")).stream()
                .flatMap(attempt -> shim(attempt.resolve("shim")).stream())
                .toList();
    }

    private static Optional<ProcessHandle> shim(Path file) {
        try {
            var words = Files.readString(file).strip().split(" ", -1);
            var bootId =
                    Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            return words.length == 3 && words[2].startsWith(bootId)
                    ? new ProcessId(Long.parseLong(words[0]), Long.parseLong(words[1])).handle()
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isMarked(long pid, Set<String> sessions) {
        try {
            var environment =
                    Files.readString(Path.of("/proc", String.valueOf(pid), "environ"), StandardCharsets.ISO_8859_1);
            return Stream.of(environment.split("\0"))
                    .anyMatch(entry -> entry.startsWith(MARK) && sessions.contains(entry.substring(MARK.length())));
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether its output or its errors go into the log of a session, which is so of what clears its environment, too. */
    private static boolean printsInto(long pid, Set<String> sessions) {
        return Stream.of("1", "2")
                .map(descriptor -> Path.of("/proc", String.valueOf(pid), "fd", descriptor))
                .anyMatch(descriptor -> {
                    try {
                        var log = LOG_FILE.matcher(
                                Files.readSymbolicLink(descriptor).toString());
                        return log.matches() && sessions.contains(log.group(1));
                    } catch (IOException e) {
                        return false; // Closed, gone, or somebody else's.
                    }
                });
    }

    private static List<Path> list(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var entries = Files.newDirectoryStream(directory)) {
            var found = new ArrayList<Path>();
            entries.forEach(found::add);
            return found;
        } catch (IOException e) {
            return List.of();
        }
    }
}
