package dev.steward.devstack.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command that runs this launcher; the kernel's copy of it is exact, with every JVM option. */
final class OwnCommand {
    private static final String MAIN = "dev.steward.devstack.Steward";

    private OwnCommand() {}

    /** This launcher with other arguments, after the words of the prefix. */
    static List<String> with(List<String> prefix, List<String> arguments) throws IOException {
        var own = List.of(Files.readString(Path.of("/proc/self/cmdline")).split("\0", -1));
        var command = new ArrayList<>(prefix);
        command.addAll(own.subList(0, own.indexOf(MAIN) + 1));
        command.addAll(arguments);
        return command;
    }
}
