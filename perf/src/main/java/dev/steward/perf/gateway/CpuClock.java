package dev.steward.perf.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** CPU time of a process with all its threads, in user and kernel, as the kernel counts it. */
record CpuClock(long pid) {

    private static final long MICROS_PER_TICK = 10_000;

    long micros() {
        try {
            return micros(Files.readString(Path.of("/proc", String.valueOf(pid), "stat")));
        } catch (IOException e) {
            throw new UncheckedIOException("process " + pid + " is gone", e);
        }
    }

    /** utime and stime are the 14th and 15th field; the second is a name in brackets that may have anything in it. */
    static long micros(String stat) {
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return MICROS_PER_TICK * (Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
    }
}
