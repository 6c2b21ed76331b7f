package dev.steward.devstack;

import dev.steward.devstack.suite.ProcessId;
import java.io.IOException;

/** Signals the JDK cannot send. */
final class Signals {
    private Signals() {}

    static void send(String signal, ProcessId process) throws IOException, InterruptedException {
        send(signal, process.pid());
    }

    static void send(String signal, long pid) throws IOException, InterruptedException {
        int status = new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid)
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("kill -" + signal + " " + pid + " failed");
        }
    }
}
