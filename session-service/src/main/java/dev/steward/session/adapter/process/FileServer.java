package dev.steward.session.adapter.process;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The JDK's own file server, tuned to be up at once and to stay small.
 *
 * @param cache what the JDK prepared of it, used when it is there
 */
record FileServer(Path javaHome, Path cache) {

    private static final List<String> TUNING = List.of(
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx32m", "-XX:-UsePerfData", "-XX:+ErrorFileToStderr");

    List<String> command(InetAddress address, int port, Path folder) {
        String option = Files.isReadable(cache) ? "-XX:AOTCache=" + cache : "-Xshare:auto";
        return command(option, address, port, folder);
    }

    /** Makes the cache when it ends in order. */
    List<String> training(Path output, int port, Path folder) {
        return command("-XX:AOTCacheOutput=" + output, InetAddress.getLoopbackAddress(), port, folder);
    }

    private List<String> command(String option, InetAddress address, int port, Path folder) {
        List<String> command = new ArrayList<>();
        command.add(javaHome.resolve("bin/java").toString());
        command.add(option);
        command.addAll(TUNING);
        command.addAll(List.of("-m", "jdk.httpserver"));
        command.addAll(List.of("--bind-address", address.getHostAddress(), "--port", String.valueOf(port)));
        command.addAll(List.of("--directory", folder.toString(), "--output", "none"));
        return command;
    }
}
