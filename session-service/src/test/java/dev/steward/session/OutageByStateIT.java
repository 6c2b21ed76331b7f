package dev.steward.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.events.healing.RemediationWithheld;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.kit.testing.SuiteInfra;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.TestEvents;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Broker and database go away while there is a session in every state, and come back. */
class OutageByStateIT extends ProbedService {

    /** What is taken away. */
    private enum Outage {
        DATABASE(SuiteInfra::killPostgres, SuiteInfra::restartPostgres),
        BROKER(SuiteInfra::killKafka, SuiteInfra::restartKafka);

        private final Consumer<SuiteInfra> begin;
        private final Consumer<SuiteInfra> end;

        Outage(Consumer<SuiteInfra> begin, Consumer<SuiteInfra> end) {
            this.begin = begin;
            this.end = end;
        }
    }

    @ParameterizedTest
    @EnumSource(Outage.class)
    void everySessionComesToWhereItWasGoing(Outage outage, SuiteInfra infra, TestEvents events, TestDatabase database)
            throws IOException {
        Map<String, String> expected = new LinkedHashMap<>();
        String running = running();
        expected.put(running, "running");
        String stopped = running();
        developer.ask(stopped, "stop");
        expected.put(developer.awaitStatus(stopped, "stopped"), "stopped");
        String failed = failed(events);
        expected.put(failed, "failed");
        String hanging = running();
        signal("STOP", SessionApi.server(DATA, hanging));
        developer.awaitStatus(hanging, "unhealthy");
        String stopping = running();
        String deleted = running();
        String crashed = running();
        // From here on as close to the outage as can be.
        kill(crashed);
        expected.put(developer.awaitStatus(crashed, "crashed"), "running");
        developer.delete(deleted);
        developer.ask(stopping, "stop");
        expected.put(stopping, "stopped");
        expected.put(developer.create("shop").get("id").toString(), "running");

        outage.begin.accept(infra);
        kill(running);
        signal("CONT", SessionApi.server(DATA, hanging));
        expected.put(hanging, "running");
        outage.end.accept(infra);

        await().atMost(SessionApi.DEADLINE.multipliedBy(2)).ignoreExceptions().until(() -> {
            // Nobody decides about those that crashed, and the time for it is soon over.
            SessionApi.letAMinutePass(database, "crashed");
            return expected.entrySet().stream().allMatch(session -> session.getValue()
                    .equals(developer.get(session.getKey()).get("status")));
        });
        await().atMost(SessionApi.DEADLINE).until(() -> SessionApi.folders(DATA).size() == expected.size());
        expected.keySet().forEach(this::assertEveryStepHasAReason);
        assertThat(developer.history(running))
                .extracting(step -> step.get("to"))
                .contains("crashed");
        assertThat(developer.get(running)).containsEntry("crash_count", 1);
        assertThat(developer.get(crashed)).containsEntry("crash_count", 1);

        expected.keySet().forEach(developer::delete);
        await().atMost(SessionApi.DEADLINE).until(() -> SessionApi.folders(DATA).isEmpty());
        await().atMost(SessionApi.DEADLINE)
                .until(() -> database.number("select count(*) from session where released_at is null") == 0);
    }

    private String running() {
        return developer.awaitStatus(developer.create("shop").get("id").toString(), "running");
    }

    /** One that the healer gave up. */
    private String failed(TestEvents events) throws IOException {
        String id = running();
        kill(id);
        developer.awaitStatus(id, "crashed");
        var withheld = new RemediationWithheld("incident-" + id, "shop", "session", id, "restart", "crash-loop");
        events.publish("/self-healing-service", new OutboxEvent("incident", "incident-" + id, 1, "shop", withheld));
        return developer.awaitStatus(id, "failed");
    }

    /** And follows from the one before. */
    private void assertEveryStepHasAReason(String id) {
        Object state = null;
        for (Map<String, Object> step : developer.history(id).reversed()) {
            assertThat(step).containsEntry("from", state);
            assertThat(step.get("reason")).asString().isNotBlank();
            state = step.get("to");
        }
        assertThat(developer.get(id)).containsEntry("status", state);
    }

    private static void kill(String id) throws IOException {
        ProcessHandle.of(SessionApi.server(DATA, id)).ifPresent(ProcessHandle::destroyForcibly);
    }

    private static void signal(String name, long pid) throws IOException {
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(pid))
                        .start()
                        .onExit()
                        .join()
                        .exitValue())
                .isZero();
    }
}
