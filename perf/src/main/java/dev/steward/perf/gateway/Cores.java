package dev.steward.perf.gateway;

import dev.steward.perf.load.NotRunException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What is measured has CPU 0, everything else CPU 1. */
final class Cores {

    static final int MEASURED = 0;
    static final int OTHERS = 1;

    private Cores() {}

    /** Puts this process, and by that whatever it starts, where the others are. */
    static void leaveMeasured() {
        if (Runtime.getRuntime().availableProcessors() <= OTHERS) {
            throw new NotRunException("there is one CPU only, and what is measured needs one for itself");
        }
        pin(ProcessHandle.current().pid(), OTHERS);
    }

    /** Puts a process with all its threads there. */
    static void pin(long pid, int core) {
        run(List.of("taskset", "--all-tasks", "--cpu-list", "--pid", String.valueOf(core), String.valueOf(pid)));
    }

    /** On both, for the start: a JVM that has one core compiles itself there too, and takes minutes for it. */
    static List<String> anywhere(List<String> command) {
        var anywhere = new ArrayList<>(List.of("taskset", "--cpu-list", MEASURED + "," + OTHERS));
        anywhere.addAll(command);
        return anywhere;
    }

    private static void run(List<String> command) {
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor() != 0) {
                throw new NotRunException("processes cannot be put on CPUs " + MEASURED + " and " + OTHERS + " here");
            }
        } catch (IOException e) {
            throw new NotRunException("there is no taskset");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotRunException("interrupted");
        }
    }
}
