package dev.steward.devstack.process;

import java.util.Map;

/** Exit statuses in words; the JDK reports a signal as 128 plus its number. */
final class Exit {
    private static final int SIGNALLED = 128;
    private static final Map<Integer, String> SIGNALS =
            Map.of(1, "SIGHUP", 2, "SIGINT", 3, "SIGQUIT", 6, "SIGABRT", 9, "SIGKILL", 11, "SIGSEGV", 15, "SIGTERM");

    private Exit() {}

    static String words(int status) {
        var signal = SIGNALS.get(status - SIGNALLED);
        return signal == null ? "ended with status " + status : "was ended by " + signal;
    }
}
