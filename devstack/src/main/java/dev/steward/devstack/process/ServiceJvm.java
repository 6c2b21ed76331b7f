package dev.steward.devstack.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a service's JVM; a start cache is valid only for the flags it was recorded with. */
public final class ServiceJvm {
    static final List<String> FLAGS = List.of(
            "-Xms48m",
            "-Xmx192m",
            "-XX:+UseSerialGC",
            "-XX:MaxDirectMemorySize=64m",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private ServiceJvm() {}

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    public static List<String> command(Path jar, List<String> options) {
        var command = new ArrayList<String>();
        command.add(java());
        command.addAll(FLAGS);
        command.addAll(options);
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }
}
