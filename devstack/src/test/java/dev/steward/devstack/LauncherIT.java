package dev.steward.devstack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.devstack.SuiteUnderTest.Outcome;
import dev.steward.devstack.demo.Api;
import dev.steward.devstack.demo.Page;
import dev.steward.devstack.suite.Layout;
import dev.steward.devstack.suite.Secrets;
import dev.steward.infra.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(WithSuite.class)
class LauncherIT {
    private static final String[] EXTERNAL = {"up", "--no-build", "--infra=external"};

    @TempDir
    static Path otherState;

    @Test
    void showsHowEachProcessStands(SuiteUnderTest suite) {
        var outcome = suite.steward("status", "--json");

        assertThat(outcome.status()).isZero();
        var status = JsonMapper.shared().readTree(outcome.output());
        assertThat(status.path("ready").asBoolean()).isTrue();
        assertThat(status.path("parts").valueStream().map(part -> part.path("name")
                        .asString()))
                .containsExactly(
                        "postgresql",
                        "kafka",
                        "zero-trust-service",
                        "session-service",
                        "job-orchestrator",
                        "cost-optimizer",
                        "self-healing-service",
                        "gateway");
        assertThat(suite.steward("status").output()).contains("gateway", "ready", "admin password");
    }

    @Test
    void runsEveryJvmOnItsStartCache(SuiteUnderTest suite) throws IOException {
        var processes = new HashMap<>(suite.processes());
        processes.remove("postgresql");
        for (var process : processes.entrySet()) {
            var mapped = Path.of("/proc", String.valueOf(process.getValue().pid()), "maps");
            assertThat(Files.readString(mapped)).contains("/aot/" + process.getKey() + "/");
        }
    }

    @Test
    void saysThatTheSuiteIsRunning(SuiteUnderTest suite) {
        for (var arguments : new String[][] {{"up", "--no-build"}, {"up", "--no-build", "--detach"}}) {
            var outcome = suite.steward(arguments);
            assertThat(outcome.status()).isEqualTo(1);
            assertThat(outcome.output()).isEqualTo("steward: The suite is running already (see ./steward status).\n");
        }
    }

    @Test
    void startsNothingWhenAPortIsInUse(SuiteUnderTest suite) {
        var other = Map.of(Layout.STATE_VARIABLE, otherState.toString());
        var outcome = suite.steward(other, "up", "--no-build");

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output())
                .isEqualTo("steward: Port " + suite.port("STEWARD_ZERO_TRUST_PORT")
                        + " is in use, so zero-trust-service cannot start.\n");
        assertThat(suite.steward(other, "status").output()).isEqualTo("The suite is not running.\n");
        assertThat(suite.steward(other, "down", "--wipe", "--yes").status()).isZero();
    }

    @Test
    void printsTheLogOfAProcess(SuiteUnderTest suite) {
        assertThat(suite.steward("logs", "gateway").output()).contains("Started GatewayApplication");
        assertThat(suite.steward("logs", "postgresql").output()).contains("ready to accept connections");
        assertThat(suite.steward("logs", "nothing").status()).isEqualTo(1);
    }

    @Test
    void wipesNothingWithoutAYes(SuiteUnderTest suite) {
        var outcome = suite.steward("down", "--wipe");

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(suite.status().ready()).isTrue();
    }

    @Test
    void refusesExternalServersThatItCannotUse(SuiteUnderTest suite) {
        var postgres = "PostgreSQL at 127.0.0.1:" + suite.port("STEWARD_POSTGRES_PORT");
        int closed = Ports.free();
        var settings = new HashMap<>(Map.of(
                Layout.STATE_VARIABLE,
                otherState.toString(),
                "STEWARD_DB_HOST",
                "127.0.0.1",
                "STEWARD_DB_PORT",
                String.valueOf(suite.port("STEWARD_POSTGRES_PORT")),
                "STEWARD_DB_ADMIN_PASSWORD",
                "wrong",
                "STEWARD_KAFKA",
                "127.0.0.1:" + closed));
        assertRefused(
                suite.steward(settings, EXTERNAL),
                postgres + " refuses the password of the user postgres. No Kafka broker answers at 127.0.0.1:" + closed
                        + ".");
        settings.put("STEWARD_KAFKA_PROTOCOL", "SASL_SSL");
        assertRefused(
                suite.steward(settings, EXTERNAL),
                postgres + " refuses the password of the user postgres. No Kafka broker answers at 127.0.0.1:" + closed
                        + ".");
        settings.put("STEWARD_DB_PORT", String.valueOf(closed));
        settings.put("STEWARD_KAFKA", "127.0.0.1:" + suite.port("STEWARD_KAFKA_PORT"));
        assertRefused(suite.steward(settings, EXTERNAL), "PostgreSQL at 127.0.0.1:" + closed + " does not answer.");
        settings.remove("STEWARD_DB_ADMIN_PASSWORD");
        assertRefused(
                suite.steward(settings, EXTERNAL),
                "With --infra=external the environment must set STEWARD_DB_ADMIN_PASSWORD[_FILE], or"
                        + " STEWARD_DB_OWNER_PASSWORD[_FILE] and STEWARD_DB_APP_PASSWORD[_FILE] when the databases exist.");
        assertThat(ProcessesOf.state(otherState)).isEmpty();
    }

    @Test
    void tellsNobodyItsSecrets(SuiteUnderTest suite) throws Exception {
        var secrets = new ArrayList<Path>();
        secrets.add(suite.layout().state().resolve("admin-password"));
        secrets.add(suite.layout().state().resolve("master.key"));
        try (var files = Files.list(suite.layout().secrets())) {
            files.forEach(secrets::add);
        }
        assertThat(secrets).hasSizeGreaterThan(10).allSatisfy(secret -> assertThat(
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                .isEqualTo("rw-------"));
        var values = secrets.stream().map(Secrets::read).toList();
        try (var logs = Files.walk(suite.layout().logs())) {
            for (var log : logs.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(log, StandardCharsets.ISO_8859_1))
                        .as(log.toString())
                        .doesNotContain(values);
            }
        }
        for (var process : ProcessesOf.state(suite.layout().state())) {
            assertThat(ProcessesOf.commandLine(process)).doesNotContain(values);
        }
    }

    @Test
    void keepsDataAndLeavesNothingRunning(SuiteUnderTest suite) throws Exception {
        var admin = suite.api().loginAs("admin", suite.adminPassword());
        admin.post("/api/v1/projects", Map.of("project_id", "kept", "name", "Kept"), 201);
        var session = admin.post("/api/v1/sessions", Map.of("project_id", "kept"), 201);
        var path = "/api/v1/sessions/" + session.path("id").asString();
        admin.upload(path + "/files/index.html", "text/html", BodyPublishers.ofString("kept"));
        awaitStatus(admin, path, "running");
        var dataset = admin.upload(
                "/api/v1/datasets/kept.csv?project_id=kept", "text/csv", BodyPublishers.ofString("a\n1\n"));
        var payload = Map.of("dataset_path", dataset.path("dataset_path").asString());
        var jobs = IntStream.range(0, 4)
                .mapToObj(job -> admin.post(
                                "/api/v1/jobs",
                                Map.of("type", "dataset-validation", "project_id", "kept", "payload", payload),
                                202)
                        .path("id")
                        .asString())
                .toList();

        assertThat(suite.steward("down").status()).isZero();
        assertThat(ProcessesOf.suite(suite.layout())).isEmpty();
        suite.up();

        awaitStatus(admin, path, "running");
        try (var page = new Page(
                URI.create(admin.get(path).path("addresses").path("direct").asString()), "kept")) {
            page.awaitAnswer(SuiteUnderTest.PATIENCE);
        }
        for (var job : jobs) {
            awaitStatus(admin, "/api/v1/jobs/" + job, "succeeded");
        }
    }

    private static void awaitStatus(Api api, String path, String status) {
        Awaitility.await(path + " is " + status)
                .atMost(SuiteUnderTest.PATIENCE)
                .until(() -> api.get(path).path("status").asString().equals(status));
    }

    private static void assertRefused(Outcome outcome, String sentence) {
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output()).isEqualTo("steward: " + sentence + "\n");
    }
}
