package dev.steward.job.adapter.duckdb;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** How to start {@link ProfileMain} with the classes this process runs on: class path, extracted jar or executable jar. */
final class ChildCommand {

    private static final String BOOT_LAUNCHER = "org.springframework.boot.loader.launch.PropertiesLauncher";

    private ChildCommand() {}

    static List<String> of(ProfileLimits limits, Path scratch) {
        boolean executableJar = ClassLoader.getSystemResource(BOOT_LAUNCHER.replace('.', '/') + ".class") != null;
        return of(limits, scratch, classPath(), executableJar);
    }

    /** The libraries of an executable jar are jars within a jar, which only its own launcher can read. */
    static List<String> of(ProfileLimits limits, Path scratch, String classPath, boolean executableJar) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + limits.heap().toBytes(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + scratch,
                "-cp",
                classPath));
        if (executableJar) {
            command.addAll(List.of("-Dloader.main=" + ProfileMain.class.getName(), BOOT_LAUNCHER));
        } else {
            command.add(ProfileMain.class.getName());
        }
        return command;
    }

    /** The child runs in another folder, so entries that are relative to this one have to be made absolute. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
