package dev.steward.session.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.session.domain.Given;
import dev.steward.session.domain.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileServerTrainingTest {

    private static final Duration DEADLINE = Duration.ofSeconds(120);

    @TempDir
    private Path data;

    @Test
    void whatWasPreparedIsUsedAndLeavesNothingElse() throws IOException {
        Path cache = FileServerTraining.cache(data, HostFixture.JAVA);
        try (HostFixture host = new HostFixture(data)) {
            host.runtime().prepare();
            await().atMost(DEADLINE).until(() -> Files.exists(cache));
            await().atMost(DEADLINE).untilAsserted(() -> {
                try (Stream<Path> left = Files.list(cache.getParent())) {
                    assertThat(left).containsExactly(cache);
                }
            });

            int port = host.runtime().freePort().blockOptional(DEADLINE).orElseThrow();
            Session session = Given.pending(17, port).start(Given.NOW).after();
            host.runtime().launch(session).block(DEADLINE);
            await().atMost(DEADLINE).until(() -> host.runtime()
                    .answers(session)
                    .blockOptional(DEADLINE)
                    .orElseThrow());

            assertThat(Files.readString(Path.of("/proc/" + host.server(session) + "/maps")))
                    .contains(cache.toString());
            assertThat(host.runtime().log(session, 100, false).collectList().block(DEADLINE))
                    .noneMatch(line -> line.contains("warning"));
        }
    }

    @Test
    void aJdkThatCannotBePreparedIsNoHarm() throws IOException {
        Path cache = FileServerTraining.cache(data, data.resolve("no-jdk"));
        FileServer server = new FileServer(data.resolve("no-jdk"), cache);

        new FileServerTraining(server).run();

        assertThat(cache).doesNotExist();
        assertThat(cache.getParent()).isEmptyDirectory();
    }
}
