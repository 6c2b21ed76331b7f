package dev.steward.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ChildProcessesIT {
    @Test
    void childDiesWithTheJvmThatStartedIt() throws Exception {
        var parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long pid;
        try (var output = parent.inputReader()) {
            pid = Long.parseLong(output.readLine());
        }
        assertThat(parent.waitFor(20, TimeUnit.SECONDS)).isTrue();

        var child = ProcessHandle.of(pid);
        if (child.isPresent()) {
            child.get().onExit().get(20, TimeUnit.SECONDS);
        }
    }

    /** Starts a child from a thread that ends at once, then dies without a word. */
    static final class Parent {
        static void main() throws InterruptedException {
            var starter = new Thread(() -> {
                var child = ChildProcesses.start(new ProcessBuilder("sleep", "1000"));
                // Before that it is still what asks for the death signal.
                while (child.info().arguments().map(words -> words.length).orElse(2) > 1) {
                    LockSupport.parkNanos(1_000_000);
                }
                System.out.println(child.pid());
            });
            starter.start();
            starter.join();
            Runtime.getRuntime().halt(9);
        }
    }
}
