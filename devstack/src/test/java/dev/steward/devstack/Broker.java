package dev.steward.devstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;

/** Keeps the broker away longer than the launcher does, which starts it again at once. */
final class Broker {
    private Broker() {}

    /** Stops the broker's next process before it can listen; the caller continues it. */
    static long freezeNext(SuiteUnderTest suite) throws Exception {
        var launcher = suite.status().launcher().handle().orElseThrow();
        var next = Awaitility.await("the launcher starts Kafka again")
                .atMost(SuiteUnderTest.PATIENCE)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> launcher.children().filter(Broker::isBroker).findFirst(), Optional::isPresent)
                .orElseThrow();
        Signals.send("STOP", next.pid());
        return next.pid();
    }

    /** Read from the kernel: the JDK leaves out a command line as long as this one. */
    private static boolean isBroker(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"))
                    .contains("dev.steward.infra.KafkaServer");
        } catch (IOException e) {
            return false;
        }
    }
}
