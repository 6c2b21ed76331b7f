package dev.steward.session.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.steward.session.domain.EndedWindow;
import dev.steward.session.domain.UsageWindow;
import dev.steward.session.port.UsageRepository;
import dev.steward.session.port.UsageRepositoryContract;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** What usage windows promise in PostgreSQL, beside what they promise everywhere. */
abstract class PostgresUsageContract extends UsageRepositoryContract {

    private static final String ADD = """
            insert into session_usage_window (session_id, previous_end, window_start, window_end)
            values (:id, :previous, :start, :end)""";

    private final ConnectionFactory connections;
    private final DatabaseClient database;

    PostgresUsageContract(ConnectionFactory connections) {
        this.connections = connections;
        this.database = DatabaseClient.create(connections);
    }

    @Override
    protected UsageRepository usage() {
        return new PostgresUsageRepository(database);
    }

    @Test
    void theDatabaseItselfRefusesWindowsThatOverlapOrLeaveAGap() {
        String session = newSession();
        store(first(session, BEGIN, MIDDLE));

        refuses(session, MIDDLE, MIDDLE.minusSeconds(1), END);
        refuses(session, MIDDLE, MIDDLE.plusSeconds(1), END);
        refuses(session, END, END, END.plusSeconds(1));
        refuses(session, MIDDLE, MIDDLE, MIDDLE);
        refuses(session, null, BEGIN, END);
        refuses(session, null, END, END.plusSeconds(1));
        add(session, MIDDLE, MIDDLE, END);
        refuses(session, MIDDLE, MIDDLE, END.plusSeconds(1));
        assertThat(pageOf(session)).hasSize(2);
    }

    @Test
    void goesOnFromWhereAnInstanceThatKeptNoWindowsEndedOne() {
        String session = newSession();
        store(first(session, BEGIN, MIDDLE));
        get(database.sql("update session_usage set measured_until = :end where session_id = :id")
                .bind("end", END)
                .bind("id", UUID.fromString(session))
                .then());

        store(next(session, END, END.plusSeconds(15)));

        assertThat(pageOf(session))
                .extracting(UsageWindow::start, UsageWindow::end, UsageWindow::cpuSeconds)
                .containsExactly(
                        tuple(END, END.plusSeconds(15), 1.5), tuple(MIDDLE, END, null), tuple(BEGIN, MIDDLE, 1.5));
    }

    @Test
    void whatIsStoredInATransactionThatFailsWasNeverStored() {
        String session = newSession();
        EndedWindow first = first(session, BEGIN, MIDDLE);

        Mono<Object> failed = usage().store(List.of(first))
                .flatMap(_ -> Mono.error(new IllegalStateException("lost on the way")))
                .as(TransactionalOperator.create(new R2dbcTransactionManager(connections))::transactional)
                .onErrorResume(IllegalStateException.class, _ -> Mono.empty());

        assertThat(get(failed)).isNull();
        assertThat(pageOf(session)).isEmpty();
        store(first);
    }

    private void refuses(String session, @Nullable Instant previous, Instant start, Instant end) {
        assertThatThrownBy(() -> add(session, previous, start, end))
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    private void add(String session, @Nullable Instant previous, Instant start, Instant end) {
        get(SessionRow.bind(database.sql(ADD), "previous", previous, Instant.class)
                .bind("id", UUID.fromString(session))
                .bind("start", start)
                .bind("end", end)
                .then());
    }
}
