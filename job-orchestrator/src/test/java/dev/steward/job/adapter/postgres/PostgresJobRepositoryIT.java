package dev.steward.job.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.job.domain.Given;
import dev.steward.job.port.JobRepository;
import dev.steward.job.port.JobRepositoryContract;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.WithSuiteInfra;
import io.r2dbc.spi.ConnectionFactories;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.r2dbc.core.DatabaseClient;

@WithSuiteInfra
class PostgresJobRepositoryIT extends JobRepositoryContract {

    private static TestDatabase database;
    private static JobRepository jobs;

    @BeforeAll
    static void migrate(TestDatabase own) {
        database = own;
        String address = own.server().host() + ":" + own.server().port() + "/" + own.name();
        Flyway.configure()
                .dataSource("jdbc:postgresql://" + address, own.owner(), TestDatabase.OWNER_PASSWORD)
                .load()
                .migrate();
        jobs = new PostgresJobRepository(DatabaseClient.create(ConnectionFactories.get(
                "r2dbc:postgresql://" + own.owner() + ":" + TestDatabase.OWNER_PASSWORD + "@" + address)));
    }

    @BeforeEach
    void empty() {
        database.execute("TRUNCATE job");
    }

    @Override
    protected JobRepository jobs() {
        return jobs;
    }

    /** Whatever a statement tries that the repository would never send. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "status = 'paused'",
                "status = 'running'",
                "status = 'succeeded', finished_at = now()",
                "status = 'failed', finished_at = now()",
                "status = 'timed_out', failure_reason = 'r', failure_detail = 'd'",
                "progress = 101",
                "lease_owner = 'x', lease_until = now()",
                "finished_at = now()"
            })
    void holdsTheStatesTogetherByConstraints(String change) {
        jobs.insert(Given.queued().job()).block();

        assertThatThrownBy(() -> database.execute("UPDATE job SET " + change))
                .hasStackTraceContaining("violates check constraint");
    }
}
