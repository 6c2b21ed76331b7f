package dev.steward.job.adapter.process;

import dev.steward.job.port.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a process {@code <machine>/<pid>/<start>}, where the machine is the kernel's boot and the pid namespace, as a pid
 * means something only where it was given, and the start is in clock ticks, which no change of the time moves. Without
 * {@code /proc} nobody is ever known to have ended, and leases run out instead.
 */
public final class ProcessWorkers implements Workers {

    private static final Pattern NAME = Pattern.compile("(.+)/(\\d+)/(\\d+)");
    private static final int STATE = 0;
    private static final int START = 19;

    private final String machine;
    private final String self;

    public ProcessWorkers() {
        long pid = ProcessHandle.current().pid();
        String start = startOf(pid);
        machine = start.isEmpty() ? "unknown-" + UUID.randomUUID() : machine();
        self = machine + "/" + pid + "/" + (start.isEmpty() ? "0" : start);
    }

    @Override
    public String self() {
        return self;
    }

    @Override
    public boolean ended(String worker) {
        Matcher name = NAME.matcher(worker);
        return name.matches()
                && name.group(1).equals(machine)
                && !startOf(Long.parseLong(name.group(2))).equals(name.group(3));
    }

    /** Empty when there is no such process, or only its remains. */
    private static String startOf(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            // The command's name comes first, in brackets, and may hold anything.
            List<String> fields =
                    List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
            return fields.get(STATE).equals("Z") ? "" : fields.get(START);
        } catch (IOException e) {
            return "";
        }
    }

    private static String machine() {
        try {
            String boot =
                    Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            return boot + "/" + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
        } catch (IOException e) {
            return "unknown-" + UUID.randomUUID();
        }
    }
}
