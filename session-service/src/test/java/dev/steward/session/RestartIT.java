package dev.steward.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.events.Topics;
import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.testing.SuiteEnvironment;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.TestEvents;
import dev.steward.kit.testing.TestProjects;
import dev.steward.kit.testing.TestSecurity;
import dev.steward.kit.testing.TestTokens;
import dev.steward.kit.testing.WithSuiteInfra;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Sessions outlive the service, and the next one finds them again. */
@WithSuiteInfra
class RestartIT {

    private final Path data = SessionApi.newDataFolder();
    private ConfigurableApplicationContext service;

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void findsWhatRunsAndWhatDiedWhileItWasAway(TestDatabase database, TestEvents events) throws IOException {
        SessionApi api = start(database);
        Map<String, Object> living = api.create("shop");
        Map<String, Object> dying = api.create("shop");
        String alive = api.awaitStatus(living.get("id").toString(), "running");
        String dead = api.awaitStatus(dying.get("id").toString(), "running");
        api.put(alive, "index.html", SessionApi.bytes("still here"))
                .expectStatus()
                .isCreated();
        long server = SessionApi.server(data, alive);

        service.close();
        assertThat(SessionApi.page(SessionApi.address(living))).isEqualTo("still here");
        long killed = SessionApi.server(data, dead);
        ProcessHandle.of(killed).ifPresent(ProcessHandle::destroyForcibly);
        api = start(database);

        CloudEvent crashed = event(events, dead, "session.crashed.v1");
        assertThat(new String(crashed.data(), StandardCharsets.UTF_8)).contains("\"signal\":9");
        assertThat(api.get(alive)).containsEntry("status", "running").containsEntry("crash_count", 0);
        assertThat(SessionApi.page(SessionApi.address(living))).isEqualTo("still here");
        assertThat(SessionApi.server(data, alive)).as("not started twice").isEqualTo(server);
        api.awaitStatus(dead, "running");

        for (String id : Set.of(alive, dead)) {
            api.delete(id);
        }
        await().atMost(SessionApi.DEADLINE).until(() -> SessionApi.folders(data).isEmpty());
        assertThat(ProcessHandle.of(server)).isEmpty();
    }

    private SessionApi start(TestDatabase database) {
        Map<String, Object> settings = SuiteEnvironment.of(database);
        settings.put("STEWARD_DATA_DIR", data.toString());
        settings.put("steward.session.decision-timeout", "PT1S");
        service = new SpringApplicationBuilder(SessionServiceApplication.class, TestSecurity.class)
                .run(settings.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
        service.getBean(TestProjects.class).put("shop", Map.of("ada", "developer"));
        int port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        return new SessionApi(port, service.getBean(TestTokens.class).token("ada"));
    }

    private static CloudEvent event(TestEvents events, String id, String type) {
        return events.await(Topics.SESSION_EVENTS, all -> all.stream().anyMatch(event -> is(event, id, type))).stream()
                .filter(event -> is(event, id, type))
                .findFirst()
                .orElseThrow();
    }

    private static boolean is(CloudEvent event, String id, String type) {
        return event.subject().equals(id) && event.type().equals(type);
    }
}
