package dev.steward.devstack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.devstack.demo.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WithSuite.class)
class DatabaseRestartIT {
    private static final List<String> READS = List.of(
            "/api/v1/sessions",
            "/api/v1/jobs",
            "/api/v1/incidents",
            "/api/v1/costs?group_by=project",
            "/api/v1/projects");

    @Test
    void answersServiceUnavailableAndRecoversByItself(SuiteUnderTest suite) throws Exception {
        var admin = suite.api().loginAs("admin", suite.adminPassword());
        var before = suite.processes();
        var postmaster = before.get("postgresql");
        var answers = Collections.synchronizedList(new ArrayList<Answer>());
        var readers = READS.stream()
                .map(path -> Thread.ofVirtual().start(() -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        answers.add(admin.ask(path));
                    }
                }))
                .toList();
        Awaitility.await().until(() -> answers.size() > 50);

        Signals.send("QUIT", postmaster); // What pg_ctl -m immediate sends.
        suite.awaitGone(postmaster);
        suite.awaitReady("postgresql");

        for (var path : READS) {
            Awaitility.await(path)
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> admin.ask(path).status() == 200);
        }
        readers.forEach(Thread::interrupt);
        for (var reader : readers) {
            reader.join();
        }
        assertThat(answers).extracting(Answer::status).containsOnly(200, 503);
        assertThat(answers).filteredOn(answer -> answer.status() == 503).allSatisfy(answer -> {
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(answer.body().path("code").asString()).isEqualTo("service-unavailable");
        });
        var after = suite.processes();
        assertThat(after).containsAllEntriesOf(without(before, "postgresql"));
    }

    private static <V> Map<String, V> without(Map<String, V> map, String key) {
        var rest = new HashMap<>(map);
        rest.remove(key);
        return rest;
    }
}
