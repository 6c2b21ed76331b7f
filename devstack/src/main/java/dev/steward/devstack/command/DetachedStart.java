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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts this very launcher again in a session of its own and shows what it says until the suite is ready. */
record DetachedStart(Layout layout, Console console) {
    static final String FLAG = "--detach";

    int run() throws IOException, InterruptedException {
        layout.create();
        if (SuiteStatus.running(layout).isPresent()) {
            throw new SuiteException("The suite is running already (see ./steward status).");
        }
        var log = layout.log("launcher");
        Files.deleteIfExists(log);
        var launcher = new ProcessBuilder(command())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try (var output = new RandomAccessFile(log.toFile(), "r")) {
            while (!launcher.waitFor(100, TimeUnit.MILLISECONDS)) {
                boolean ready = isReady(launcher.pid());
                show(output);
                if (ready) {
                    return 0;
                }
            }
            show(output);
        }
        return launcher.exitValue();
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

    /** The kernel's copy of this command line is exact, with every JVM option. */
    private static List<String> command() throws IOException {
        var own = Files.readString(Path.of("/proc/self/cmdline")).split("\0");
        var command = new ArrayList<>(List.of("setsid"));
        Arrays.stream(own).filter(argument -> !argument.equals(FLAG)).forEach(command::add);
        return command;
    }
}
