package dev.steward.session.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.WithSuiteInfra;
import dev.steward.session.domain.Given;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionStatus;
import dev.steward.session.port.Allotments;
import dev.steward.session.port.AllotmentsContract;
import dev.steward.session.port.DeletedUsers;
import dev.steward.session.port.DeletedUsersContract;
import dev.steward.session.port.KeepAliveRepository;
import dev.steward.session.port.KeepAliveRepositoryContract;
import dev.steward.session.port.Leadership;
import dev.steward.session.port.LeadershipContract;
import dev.steward.session.port.SessionHistory;
import dev.steward.session.port.SessionHistoryContract;
import dev.steward.session.port.SessionRepository;
import dev.steward.session.port.SessionRepositoryContract;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;

@WithSuiteInfra
class PostgresAdaptersIT {

    private static final AtomicInteger PLACES = new AtomicInteger(50_000);

    private static ConnectionFactory connections;
    private static DatabaseClient database;

    @BeforeAll
    static void migrate(TestDatabase fresh) {
        String address =
                "//%s:%d/%s".formatted(fresh.server().host(), fresh.server().port(), fresh.name());
        for (String part : List.of("kit", "migration")) {
            var configuration = Flyway.configure()
                    .dataSource("jdbc:postgresql:" + address, fresh.owner(), TestDatabase.OWNER_PASSWORD)
                    .locations("classpath:db/" + part)
                    .table("flyway_" + part)
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .placeholders(Map.of("app", fresh.app()));
            // As the service does: an index made concurrently would wait for the lock for ever.
            configuration
                    .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
                    .setTransactionalLock(false);
            configuration.load().migrate();
        }
        connections = ConnectionFactories.get(ConnectionFactoryOptions.parse("r2dbc:postgresql:" + address)
                .mutate()
                .option(ConnectionFactoryOptions.USER, fresh.app())
                .option(ConnectionFactoryOptions.PASSWORD, TestDatabase.APP_PASSWORD)
                .build());
        database = DatabaseClient.create(connections);
    }

    @Test
    void theCheckConstraintNamesTheStatesOfTheTable(TestDatabase known) {
        String constraint = known.rows(
                        "select pg_get_constraintdef(oid) from pg_constraint where conname = 'session_status_known'")
                .getFirst();

        List<String> named = Stream.of(constraint.split("'", -1))
                .filter(part -> part.matches("[a-z]+"))
                .toList();
        assertThat(named)
                .containsExactlyInAnyOrderElementsOf(Stream.of(SessionStatus.values())
                        .map(SessionStatus::text)
                        .toList());
    }

    @Test
    void historyTakesTheTransitionsOfTheTableAndNoOther(TestDatabase known) {
        String constraint = known.rows(
                        "select pg_get_constraintdef(oid) from pg_constraint where conname = 'session_transition_allowed'")
                .getFirst();

        Stream<String> allowed = Stream.of(SessionStatus.values()).flatMap(from -> Stream.of(SessionStatus.values())
                .filter(to -> to != from && from.mayBecome(to))
                .map(to -> from.text() + ">" + to.text()));
        assertThat(Stream.of(constraint.split("'", -1)).filter(part -> part.matches("[a-z]*>[a-z]+")))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(Stream.of(">pending"), allowed).toList());
    }

    @Nested
    class Sessions extends SessionRepositoryContract {

        @Override
        protected SessionRepository sessions() {
            return new PostgresSessionRepository(database);
        }
    }

    @Nested
    class Quotas extends AllotmentsContract {

        @Override
        protected Allotments allotments() {
            return new PostgresAllotments(database);
        }

        @Override
        protected SessionRepository sessions() {
            return new PostgresSessionRepository(database);
        }
    }

    @Nested
    class History extends SessionHistoryContract {

        @Override
        protected SessionHistory history() {
            return new PostgresSessionHistory(database);
        }

        @Override
        protected String newSession() {
            return aSession();
        }
    }

    @Nested
    class Usage extends PostgresUsageContract {

        Usage() {
            super(connections);
        }

        @Override
        protected String newSession() {
            return aSession();
        }
    }

    @Nested
    class Warm extends PostgresWarmContract {

        Warm() {
            super(connections, PLACES);
        }
    }

    @Nested
    class Deleted extends DeletedUsersContract {

        @Override
        protected DeletedUsers users() {
            return new PostgresDeletedUsers(database);
        }

        @Override
        protected SessionRepository sessions() {
            return new PostgresSessionRepository(database);
        }
    }

    @Nested
    class KeepAlives extends KeepAliveRepositoryContract {

        @Override
        protected KeepAliveRepository keepAlives() {
            return new PostgresKeepAliveRepository(database);
        }

        @Override
        protected String newSession() {
            return aSession();
        }
    }

    private static String aSession() {
        int place = PLACES.incrementAndGet();
        Session session = Given.pending(place, place);
        new PostgresSessionRepository(database).insert(session).block(Duration.ofSeconds(10));
        return session.id();
    }

    @Nested
    class Lead extends LeadershipContract {

        @Override
        protected Leadership one() {
            return new PostgresLeadership(connections);
        }

        @Override
        protected Leadership other() {
            return new PostgresLeadership(connections);
        }
    }
}
