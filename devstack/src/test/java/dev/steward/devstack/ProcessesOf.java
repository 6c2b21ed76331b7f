package dev.steward.devstack;

import dev.steward.devstack.suite.Layout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** The processes of a suite by what the kernel knows of them, whoever their parent is. */
final class ProcessesOf {
    private ProcessesOf() {}

    /** All with the state folder in their environment: the launcher and whatever inherited it from there. */
    static List<ProcessHandle> state(Path state) {
        return those(process -> environment(process).contains(Layout.STATE_VARIABLE + "=" + state + "\0"));
    }

    /** Those of the launcher, and dev sessions and servers, which work in the suite's folders. */
    static List<ProcessHandle> suite(Layout layout) {
        return those(process -> environment(process).contains(Layout.STATE_VARIABLE + "=" + layout.state() + "\0")
                || commandLine(process).contains(layout.data().toString())
                || folder(process).startsWith(layout.data()));
    }

    static String commandLine(ProcessHandle process) {
        return read(process, "cmdline");
    }

    private static List<ProcessHandle> those(Predicate<ProcessHandle> wanted) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(wanted)
                .toList();
    }

    private static String environment(ProcessHandle process) {
        return read(process, "environ");
    }

    private static String read(ProcessHandle process, String file) {
        try {
            return Files.readString(entry(process, file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // Ended meanwhile, or another user's.
        }
    }

    private static Path folder(ProcessHandle process) {
        try {
            return Files.readSymbolicLink(entry(process, "cwd"));
        } catch (IOException e) {
            return Path.of("/");
        }
    }

    private static Path entry(ProcessHandle process, String file) {
        return Path.of("/proc", String.valueOf(process.pid()), file);
    }
}
