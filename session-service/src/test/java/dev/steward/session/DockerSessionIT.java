package dev.steward.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.kit.testing.SuiteEnvironment;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.TestProjects;
import dev.steward.kit.testing.TestSecurity;
import dev.steward.kit.testing.TestTokens;
import dev.steward.kit.testing.WithSuiteInfra;
import dev.steward.session.adapter.docker.DockerHost;
import dev.steward.session.adapter.docker.DockerSessionRuntime;
import dev.steward.session.adapter.process.ProcessSessionRuntime;
import dev.steward.session.application.Runtimes;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** The whole service with sessions in containers. The first test is not run where no engine answers. */
@WithSuiteInfra
class DockerSessionIT {

    private static final String NOWHERE = "unix:///nowhere/docker.sock";

    private final Path data = SessionApi.newDataFolder();
    private ConfigurableApplicationContext service;

    @AfterEach
    void stop() {
        if (service != null) {
            service.close();
        }
    }

    @Test
    void livesCrashesIsTakenOverAndLeavesNothing(TestDatabase database) throws IOException {
        try (DockerHost host = DockerHost.required()) {
            assertThat(host.leftovers()).isEmpty();
            SessionApi api = start(database, host.address().toString(), host.owner(), DockerFirst.class);
            Map<String, Object> created = api.create("shop");
            String id = created.get("id").toString();
            api.put(id, "index.html", SessionApi.bytes("<h1>in a container</h1>"))
                    .expectStatus()
                    .isCreated();
            api.awaitStatus(id, "running");
            assertThat(SessionApi.page(SessionApi.address(api.get(id)))).isEqualTo("<h1>in a container</h1>");

            host.kill(id);
            await().atMost(SessionApi.DEADLINE)
                    .until(() -> api.get(id).get("crash_count").equals(1));
            api.ask(id, "restart");
            api.awaitStatus(id, "running");

            service.close();
            assertThat(SessionApi.page(SessionApi.address(created))).isEqualTo("<h1>in a container</h1>");
            host.kill(id);
            SessionApi again = start(database, host.address().toString(), host.owner(), DockerFirst.class);
            await().atMost(SessionApi.DEADLINE)
                    .until(() -> again.get(id).get("crash_count").equals(2));
            again.ask(id, "restart");
            again.awaitStatus(id, "running");
            again.ask(id, "stop");
            again.awaitStatus(id, "stopped");
            again.ask(id, "start");
            again.awaitStatus(id, "running");
            assertThat(SessionApi.page(SessionApi.address(created))).isEqualTo("<h1>in a container</h1>");

            again.delete(id);
            await().atMost(SessionApi.DEADLINE).untilAsserted(() -> {
                assertThat(host.leftovers()).isEmpty();
                assertThat(SessionApi.folders(data)).isEmpty();
            });
            assertThat(SessionApi.page(SessionApi.address(created))).isEmpty();
        }
    }

    @Test
    void withoutAnEngineOnlyItsOwnSessionsFail(TestDatabase database) throws IOException {
        String docker = start(database, NOWHERE, "nobody", DockerFirst.class)
                .create("shop")
                .get("id")
                .toString();
        service.close();
        SessionApi api = start(database, NOWHERE, "nobody", TestSecurity.class);
        String process = api.create("shop").get("id").toString();

        api.awaitStatus(process, "running");
        await().atMost(SessionApi.DEADLINE).until(() -> {
            SessionApi.letAMinutePass(database, "starting");
            return api.get(docker).get("status").equals("failed");
        });

        assertThat(api.get(docker)).containsEntry("reason", "runtime-unavailable");
        assertThat(api.history(docker).getFirst()).containsEntry("reason", "runtime-unavailable");
        assertThat(service.getBean(DockerSessionRuntime.class).isReachable()).isFalse();
        assertThat(service.getBean("dockerHealthIndicator", HealthIndicator.class)
                        .health()
                        .getStatus()
                        .getCode())
                .isEqualTo("degraded");
        api.client()
                .get()
                .uri("/health/ready")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("degraded")
                .jsonPath("$.components.docker.status")
                .isEqualTo("degraded")
                .jsonPath("$.components.docker.details")
                .doesNotExist();
        assertThat(reachable("docker")).isZero();
        assertThat(reachable("process")).isOne();
        api.delete(process);
        await().atMost(SessionApi.DEADLINE)
                .until(() -> SessionApi.folders(data).stream().noneMatch(folder -> folder.endsWith(process)));
    }

    private double reachable(String runtime) {
        return service.getBean(MeterRegistry.class)
                .get("steward.session.runtime.reachable")
                .tag("runtime", runtime)
                .gauge()
                .value();
    }

    private SessionApi start(TestDatabase database, String engine, String owner, Class<?> also) {
        Map<String, Object> settings = SuiteEnvironment.of(database);
        settings.put("STEWARD_DATA_DIR", data.toString());
        settings.put("steward.session.docker.enabled", "true");
        settings.put("steward.session.docker.engine", engine);
        settings.put("steward.session.docker.owner", owner);
        settings.put("steward.session.docker.networks", "10.212.0.0/16");
        settings.put("steward.session.start-timeout", "PT20S");
        service = new SpringApplicationBuilder(SessionServiceApplication.class, TestSecurity.class, also)
                .run(settings.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
        service.getBean(TestProjects.class).put("shop", Map.of("ada", "developer"));
        int port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        return new SessionApi(port, service.getBean(TestTokens.class).token("ada"));
    }

    /** Whoever does not say gets a container. Without an annotation: other tests scan this package, too. */
    static class DockerFirst {

        @Bean
        @Primary
        Runtimes dockerFirst(DockerSessionRuntime docker, ProcessSessionRuntime process) {
            return new Runtimes(List.of(docker, process));
        }
    }
}
