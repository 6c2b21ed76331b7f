package dev.steward.devstack.command;

import dev.steward.devstack.process.Console;
import dev.steward.devstack.suite.Layout;
import dev.steward.devstack.suite.SuiteException;
import dev.steward.devstack.suite.SuiteStatus;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Starts this very launcher again in a session of its own and shows what it says until the suite is ready. */
record DetachedStart(Layout layout, List<String> arguments, Console console) {
    static final String FLAG = "--detach";

    int run() throws IOException, InterruptedException {
        layout.create();
        layout.requireDisk(); // Without disk the launcher's log could not say so.
        if (SuiteStatus.running(layout).isPresent()) {
            throw new SuiteException("The suite is running already (see ./steward status).");
        }
        var log = layout.log("launcher");
        Files.deleteIfExists(log);
        var launcher = new ProcessBuilder(OwnCommand.with(List.of("setsid"), foreground()))
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        var done = new AtomicBoolean();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> abandon(launcher, done), "abandon"));
        try (var output = new RandomAccessFile(log.toFile(), "r")) {
            while (!launcher.waitFor(100, TimeUnit.MILLISECONDS)) {
                boolean ready = isReady(launcher.pid());
                show(output);
                if (ready) {
                    done.set(true);
                    return 0;
                }
            }
            show(output);
        }
        return launcher.exitValue();
    }

    /** Whoever interrupts a start does not want the suite to come up behind their back. */
    private static void abandon(Process launcher, AtomicBoolean done) {
        if (!done.get()) {
            launcher.destroy();
            launcher.onExit().join();
        }
    }

    private List<String> foreground() {
        return arguments.stream().filter(argument -> !argument.equals(FLAG)).toList();
    }

    private boolean isReady(long launcher) {
        return SuiteStatus.running(layout)
                .filter(status -> status.ready() && status.launcher().pid() == launcher)
                .isPresent();
    }

    private void show(RandomAccessFile output) throws IOException {
        var added = new byte[(int) (output.length() - output.getFilePointer())];
        output.readFully(added);
        console.out().print(new String(added, StandardCharsets.UTF_8));
        console.out().flush();
    }
}
