package dev.steward.devstack.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A process that cannot be mistaken for a later one with the same number: start in clock ticks since boot. */
public record ProcessId(long pid, long startTicks) {
    // The 22nd field of /proc/<pid>/stat, counted after the command name, which may hold blanks and brackets.
    private static final int START_TIME = 22 - 3;

    public static Optional<ProcessId> of(long pid) {
        try {
            var stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            boolean ended = fields[0].equals("Z") || fields[0].equals("X");
            return ended ? Optional.empty() : Optional.of(new ProcessId(pid, Long.parseLong(fields[START_TIME])));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    public static ProcessId current() {
        return of(ProcessHandle.current().pid()).orElseThrow();
    }

    /** The process itself, if it still runs. */
    public Optional<ProcessHandle> handle() {
        return of(pid).filter(this::equals).flatMap(same -> ProcessHandle.of(pid));
    }

    public boolean isAlive() {
        return handle().isPresent();
    }
}
