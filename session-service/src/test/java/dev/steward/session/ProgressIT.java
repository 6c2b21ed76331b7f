package dev.steward.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.kit.testing.SuiteEnvironment;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.TestProjects;
import dev.steward.kit.testing.TestSecurity;
import dev.steward.kit.testing.TestTokens;
import dev.steward.kit.testing.WithSuiteInfra;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The start of a session as it is told, by one instance of the service and the next. */
@WithSuiteInfra
class ProgressIT {

    private final Path data = SessionApi.newDataFolder();
    private ConfigurableApplicationContext service;
    private SessionApi api;

    @BeforeEach
    void begin(TestDatabase database) {
        start(database);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void tellsEachStepUntilTheSessionIsSettled() {
        String id = api.create("shop").get("id").toString();
        try (EventClient events = listen(id, "", "")) {
            until(events::isOver);
            assertThat(events.status()).isEqualTo(200);
            assertThat(events.names()).containsExactly("pending", "starting", "running", "settled");
            assertThat(events.data().getLast()).contains("\"status\":\"running\"", "\"reason\":", "\"at\":");
            try (EventClient again = listen(id, "", events.ids().getLast())) {
                until(again::isOver);
                assertThat(again.status()).isEqualTo(204);
            }
            try (EventClient rest = listen(id, "", events.ids().getFirst())) {
                until(rest::isOver);
                assertThat(rest.names()).containsExactly("starting", "running", "settled");
            }
        }
        SessionApi.problem(
                api.client()
                        .get()
                        .uri("/api/v1/sessions/" + id + "/events")
                        .header("Last-Event-ID", "latest")
                        .exchange(),
                400,
                "validation-failed");
        api.delete(id);
        SessionApi.problem(
                api.client().get().uri("/api/v1/sessions/" + id + "/events").exchange(), 404, "not-found");
    }

    @Test
    void isResumedAfterARestartOfTheServiceWithoutAGapOrADuplicate(TestDatabase database) {
        String id = api.awaitStatus(api.create("shop").get("id").toString(), "running");
        List<String> seen = new ArrayList<>();
        try (EventClient events = listen(id, "?follow=true", "")) {
            until(() -> events.names().contains("running"));
            api.ask(id, "restart");
            until(() -> events.names().contains("stopping"));
            service.close();
            until(events::isOver);
            seen.addAll(events.ids());
        }
        start(database);
        try (EventClient events = listen(id, "?follow=true", seen.getLast())) {
            until(() -> events.names().contains("running"));
            seen.addAll(events.ids());

            List<String> numbers = api.history(id).reversed().stream()
                    .map(step -> step.get("number").toString())
                    .toList();
            assertThat(seen).isEqualTo(numbers);
            api.delete(id);
            until(events::isOver);
        }
    }

    private static void until(Callable<Boolean> condition) {
        await().atMost(SessionApi.DEADLINE).until(condition);
    }

    private EventClient listen(String id, String query, String lastId) {
        return new EventClient(
                service.getEnvironment().getRequiredProperty("local.server.port", Integer.class),
                "/api/v1/sessions/" + id + "/events" + query,
                service.getBean(TestTokens.class).token("ada"),
                lastId);
    }

    private void start(TestDatabase database) {
        Map<String, Object> settings = SuiteEnvironment.of(database);
        settings.put("STEWARD_DATA_DIR", data.toString());
        service = new SpringApplicationBuilder(SessionServiceApplication.class, TestSecurity.class)
                .run(settings.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
        service.getBean(TestProjects.class).put("shop", Map.of("ada", "developer"));
        int port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        api = new SessionApi(port, service.getBean(TestTokens.class).token("ada"));
    }
}
