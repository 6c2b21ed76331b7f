package dev.steward.session.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.session.domain.Given;
import dev.steward.session.domain.Session;
import dev.steward.session.port.LaunchOutcome;
import dev.steward.session.port.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;

/** A host on which a script stands in for Java, so that a session is whatever that does. */
abstract class ScriptedHost {

    static final Duration DEADLINE = Duration.ofSeconds(60);

    final Path data;
    HostFixture host;
    private final Path java;

    ScriptedHost(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        data = Files.createDirectory(folder.resolve("data"));
        java = Files.createDirectories(folder.resolve("java/bin")).resolve("java");
    }

    @AfterEach
    void leaveNothing() {
        host.close();
    }

    /** @param pending the session that runs the script, on a given port */
    final Session launch(HostLimits limits, IntFunction<Session> pending, String script) throws IOException {
        Path home = java.getParent().getParent();
        Files.writeString(java, "#!/bin/sh\n" + script + "\n");
        for (Path each : Set.of(java, java.getParent(), home, data)) {
            Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        host = new HostFixture(data, home, limits);
        int port = host.runtime().freePort().blockOptional(DEADLINE).orElseThrow();
        Session session = pending.apply(port).start(Given.NOW).after();
        assertThat(host.runtime().launch(session).block(DEADLINE)).isInstanceOf(LaunchOutcome.Launched.class);
        return session;
    }

    final Observation.Ended awaitEnd(Session session) {
        await().atMost(DEADLINE)
                .until(() -> host.runtime().observe(session).block(DEADLINE) instanceof Observation.Ended);
        return (Observation.Ended) host.runtime().observe(session).block(DEADLINE);
    }

    static boolean isRoot() {
        return SessionUsers.uid(Path.of("/proc/self")) == 0;
    }
}
