package dev.steward.session.adapter.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.session.adapter.process.DiskWorkspaces;
import dev.steward.session.domain.Given;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.Templates;
import dev.steward.session.port.Observation;
import dev.steward.session.port.RuntimeUnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** An engine that cannot be reached for a while; not run where none answers. */
class EngineOutageIT {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    @Test
    void whatHappenedMeanwhileIsToldWhenTheEngineIsBack(@TempDir Path data) throws Exception {
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx--x--x"));
        try (DockerHost host = DockerHost.required()) {
            Assumptions.assumeTrue(
                    "unix".equals(host.address().getScheme()), "not run: the engine is not on this host");
            try (EngineProxy proxy = new EngineProxy(host.address());
                    DockerSessionRuntime runtime = runtime(proxy, host, data)) {
                Queue<String> told = new ConcurrentLinkedQueue<>();
                runtime.onChange(told::add);
                Session session = Given.pending(7, get(runtime.freePort()))
                        .start(Given.NOW)
                        .after();
                get(runtime.launch(session));
                await().atMost(DEADLINE).until(() -> get(runtime.answers(session)));
                assertThat(runtime.isReachable()).isTrue();

                proxy.cut();

                await().atMost(DEADLINE).until(() -> !runtime.isReachable());
                assertThatThrownBy(() -> get(runtime.observe(session))).isInstanceOf(RuntimeUnavailableException.class);
                assertThat(get(runtime.responds(session)))
                        .as("its page goes on")
                        .isTrue();
                told.clear();
                host.kill(session.id());

                proxy.restore();

                await().atMost(DEADLINE).until(() -> told.contains(session.id()));
                assertThat(runtime.isReachable()).isTrue();
                assertThat(get(runtime.observe(session)))
                        .isInstanceOfSatisfying(
                                Observation.Ended.class,
                                ended -> assertThat(ended.exit().signal()).isEqualTo(9));
                get(runtime.remove(session.id()));
                assertThat(host.leftovers()).isEmpty();
            }
        }
    }

    private static DockerSessionRuntime runtime(EngineProxy proxy, DockerHost host, Path data) {
        DockerSettings settings = new DockerSettings(
                proxy.address(),
                host.owner(),
                20_000,
                29_999,
                "10.213.0.0/16",
                0,
                256,
                DockerSettings.Pull.NEVER,
                Duration.ofSeconds(20),
                Duration.ofSeconds(30),
                Duration.ofSeconds(2));
        return new DockerSessionRuntime(
                settings,
                new Templates(Map.of(Templates.STATIC, DockerHost.IMAGE)),
                new DiskWorkspaces(data, 1 << 20, 1 << 30, Schedulers.boundedElastic()),
                Clock.systemUTC(),
                Schedulers.boundedElastic());
    }

    private static <T> T get(Mono<T> mono) {
        return mono.block(DEADLINE);
    }
}
