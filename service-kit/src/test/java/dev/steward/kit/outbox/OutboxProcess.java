package dev.steward.kit.outbox;

import dev.steward.kit.KitApplication;
import dev.steward.kit.testing.SuiteEnvironment;
import dev.steward.kit.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** An instance with an outbox that can be killed: a process of its own. */
final class OutboxProcess {

    private OutboxProcess() {}

    public static void main(String[] arguments) {
        new SpringApplicationBuilder(KitApplication.class, OutboxIT.Owner.class).run(arguments);
    }

    static Process start(TestDatabase database, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OutboxProcess.class.getName(),
                        "--" + KitApplication.LOCATION,
                        "--steward.outbox.batch-size=20")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        SuiteEnvironment.of(database)
                .forEach((name, value) -> builder.environment().put(name, value.toString()));
        return builder.start();
    }
}
