package dev.steward.devstack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The user that one session has and nobody else, by number, where session-service runs as root. */
record SessionUser(int number) {
    /** Those that session-service gives to sessions: never root, nor anybody's account, whatever became of a record. */
    private static final Pattern NUMBER = Pattern.compile("19\\d{8}");

    /** One that is quicker than the kernel's single step is met again. */
    private static final int ROUNDS = 50;

    /** Recorded by session-service in a folder that is root's; empty when the session has no user of its own. */
    static Optional<SessionUser> recordedIn(Path attempt) {
        try {
            return Optional.of(Files.readString(attempt.resolve("user")).strip())
                    .filter(number -> NUMBER.matcher(number).matches())
                    .map(number -> new SessionUser(Integer.parseInt(number)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Ends every process of these users, wherever it went and whatever it forgot. */
    static void endAll(Set<SessionUser> users) {
        for (int round = 0; round < ROUNDS; round++) {
            var alive = ProcessHandle.allProcesses()
                    .flatMap(process -> ownerOf(process).stream())
                    .filter(users::contains)
                    .collect(Collectors.toSet());
            if (alive.isEmpty()) {
                return;
            }
            alive.forEach(SessionUser::end);
        }
    }

    /** In one step of the kernel, so that nothing is born meanwhile. */
    private void end() {
        try {
            new ProcessBuilder(
                            "setpriv",
                            "--reuid=" + number,
                            "--regid=" + number,
                            "--clear-groups",
                            "/bin/sh",
                            "-c",
                            "kill -KILL -1")
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Optional<SessionUser> ownerOf(ProcessHandle process) {
        try {
            var owner = Files.getAttribute(Path.of("/proc", String.valueOf(process.pid())), "unix:uid");
            return Optional.of(new SessionUser((Integer) owner));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
