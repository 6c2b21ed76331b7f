package dev.steward.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.events.job.JobStarted;
import dev.steward.events.job.JobSucceeded;
import dev.steward.job.adapter.postgres.PostgresJobRepository;
import dev.steward.job.domain.DatasetPath;
import dev.steward.job.domain.DatasetValidation;
import dev.steward.job.domain.Given;
import dev.steward.job.domain.Job;
import dev.steward.kit.testing.SuiteEnvironment;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.TestEvents;
import dev.steward.kit.testing.WithSuiteInfra;
import io.r2dbc.spi.ConnectionFactories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.r2dbc.core.DatabaseClient;

/** The service as a process that is killed while a job runs. Leases last for an hour: nothing here waits for one. */
@WithSuiteInfra
class SurvivesKillIT {

    private static final Duration DEADLINE = Duration.ofSeconds(120);

    @TempDir
    Path data;

    private Process service;

    @AfterEach
    void end() {
        if (service != null) {
            service.destroyForcibly().onExit().join();
        }
    }

    @Test
    void runsAJobAgainAndEndsItOnce(TestDatabase database, TestEvents events) throws IOException {
        service = start(database);
        await().atMost(DEADLINE).until(() -> migrated(database));
        Job job = queue(database);
        await().atMost(DEADLINE).until(() -> !profiles().isEmpty());
        List<ProcessHandle> orphans = profiles();

        service.destroyForcibly().onExit().join();

        await().atMost(DEADLINE).until(() -> orphans.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(status(database, job)).isEqualTo("running|1");
        service = start(database);
        await().atMost(DEADLINE).until(() -> status(database, job).equals("succeeded|2"));
        assertThat(events.await(JobSucceeded.class, 1)).hasSize(1);
        assertThat(events.await(JobStarted.class, 2))
                .extracting(JobStarted::attempt)
                .containsExactly(1, 2);
        try (Stream<Path> left = Files.list(data.resolve("job-scratch"))) {
            assertThat(left).isEmpty();
        }
    }

    private Job queue(TestDatabase database) throws IOException {
        String rows = IntStream.range(0, 1_000_000)
                .mapToObj(i -> i + "," + i * 31L % 100_003 + "," + i * 7L % 10_007)
                .collect(Collectors.joining("\n"));
        Files.createDirectories(data.resolve("datasets/apollo"));
        Files.writeString(data.resolve("datasets/apollo/large.csv"), "a,b,c\n" + rows + "\n");
        DatasetValidation task = new DatasetValidation(new DatasetPath("apollo", "large.csv"), Map.of());
        Job job = Job.queue(UUID.randomUUID().toString(), "apollo", "user-1", task, "trace-1", Given.NOW)
                .job();
        new PostgresJobRepository(DatabaseClient.create(ConnectionFactories.get("r2dbc:postgresql://%s:%s@%s:%d/%s"
                        .formatted(
                                database.app(),
                                TestDatabase.APP_PASSWORD,
                                database.server().host(),
                                database.server().port(),
                                database.name()))))
                .insert(job)
                .block();
        return job;
    }

    private Process start(TestDatabase database) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        JobOrchestratorApplication.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(data.resolve("log").toFile()));
        SuiteEnvironment.of(database)
                .forEach((name, value) -> builder.environment().put(name, value.toString()));
        builder.environment().put("STEWARD_DATA_DIR", data.toString());
        builder.environment().put("STEWARD_JOBS_LEASE", "1h");
        return builder.start();
    }

    private List<ProcessHandle> profiles() {
        return service.children().toList();
    }

    private static boolean migrated(TestDatabase database) {
        return database.number("SELECT count(*) FROM pg_tables WHERE tablename = 'job'") == 1;
    }

    private static String status(TestDatabase database, Job job) {
        return database.rows("SELECT status, attempt FROM job WHERE id = '" + job.id() + "'")
                .getFirst();
    }
}
