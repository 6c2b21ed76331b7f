package dev.steward.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Routes that change while requests are on their way, and services of several instances. */
class RoutesIT extends Edge {

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final String JOBS = "${STEWARD_JOB_URL:http://127.0.0.1:8083}";

    private final String original = read();

    @AfterEach
    void restore() throws IOException {
        write(original);
        await().atMost(DEADLINE).until(() -> jobs().text().equals("job-orchestrator") && !refused());
    }

    @Test
    void takesNewRoutesWithoutDroppingARequest() throws Exception {
        ConcurrentLinkedQueue<String> answers = new ConcurrentLinkedQueue<>();
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> callers = List.of(caller(answers, over), caller(answers, over));
        try (Upstream other = new Upstream("other")) {
            for (int i = 0; i < 3; i++) {
                write(original.replace(JOBS, other.url()));
                await().atMost(DEADLINE).until(() -> jobs().text().equals("other"));
                write(original);
                await().atMost(DEADLINE).until(() -> jobs().text().equals("job-orchestrator"));
            }
            over.set(true);
            for (Thread each : callers) {
                each.join();
            }
        }
        assertThat(new HashSet<>(answers)).containsExactlyInAnyOrder("200 job-orchestrator", "200 other");
    }

    @Test
    void keepsTheOldRoutesInsteadOfBadOnes() throws IOException {
        write(original.replace("upstream: job-orchestrator", "upstream: nobody"));

        await().atMost(DEADLINE).until(this::refused);
        assertThat(jobs().text()).isEqualTo("job-orchestrator");
    }

    @Test
    void sharesCallsAmongInstancesAndDoesWithoutOneThatIsGone() throws IOException {
        Upstream second = new Upstream("second");
        try (second) {
            write(original.replace(JOBS, JOB.url() + "," + second.url()));
            await().atMost(DEADLINE)
                    .untilAsserted(() -> assertThat(List.of(jobs().text(), jobs().text(), jobs().text()))
                            .contains("job-orchestrator", "second"));
        }
        // Connections that were kept open go first, and are found to be closed.
        for (int i = 0; i < 10; i++) {
            assertThat(jobs().text()).isEqualTo("job-orchestrator");
        }
        for (int i = 0; i < 10; i++) {
            // Also of what must not happen twice: whoever is gone was not reached.
            assertThat(edge().send("POST", "/api/v1/jobs", List.of(EdgeTokens.of("ann")), "{}".getBytes())
                            .text())
                    .isEqualTo("job-orchestrator");
            assertThat(jobs().text()).isEqualTo("job-orchestrator");
        }
        try (Upstream back = new Upstream("back", second.port())) {
            await().atMost(DEADLINE)
                    .until(() -> jobs().status() == 200
                            && back.asked().stream()
                                    .anyMatch(asked -> asked.uri().equals("/api/v1/jobs")));
        }
    }

    @Test
    void leavesOutAnInstanceThatIsNotReady() throws IOException {
        try (Upstream second = new Upstream("second")) {
            second.answers((request, response) -> request.uri().equals("/health/ready")
                    ? response.status(503).send()
                    : second.named(request, response));
            write(original.replace(JOBS, JOB.url() + "," + second.url()));
            await().atMost(DEADLINE).until(() -> JOB.asked().stream()
                    .anyMatch(asked -> asked.uri().equals("/health/ready")));

            await().atMost(DEADLINE).until(() -> List.of(jobs(), jobs(), jobs(), jobs()).stream()
                    .allMatch(answer -> answer.text().equals("job-orchestrator")));
        }
    }

    private Thread caller(ConcurrentLinkedQueue<String> answers, AtomicBoolean over) {
        return Thread.startVirtualThread(() -> {
            while (!over.get()) {
                RawAnswer answer = jobs();
                answers.add(answer.status() + " " + answer.text());
            }
        });
    }

    private RawAnswer jobs() {
        return edge().get("/api/v1/jobs", EdgeTokens.of("root", "performance"));
    }

    private boolean refused() {
        return edge().get("/actuator/prometheus")
                .text()
                .lines()
                .anyMatch(line -> line.startsWith("steward_gateway_routes_refused") && line.endsWith(" 1.0"));
    }

    private static String read() {
        try {
            return Files.readString(ROUTES);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** At once, as whoever replaces a file does. */
    private static void write(String yaml) throws IOException {
        var next = Files.writeString(ROUTES.resolveSibling(ROUTES.getFileName() + ".next"), yaml);
        Files.move(next, ROUTES, StandardCopyOption.ATOMIC_MOVE);
    }
}
