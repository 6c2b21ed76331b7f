package dev.steward.session.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.session.domain.Given;
import dev.steward.session.domain.Placement;
import dev.steward.session.domain.SessionSpec;
import dev.steward.session.domain.WarmSession;
import dev.steward.session.port.SessionRepository;
import dev.steward.session.port.WarmSessions;
import dev.steward.session.port.WarmSessionsContract;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What warm sessions promise in PostgreSQL, beside what they promise everywhere. */
abstract class PostgresWarmContract extends WarmSessionsContract {

    private final ConnectionFactory connections;
    private final DatabaseClient database;
    private final AtomicInteger places;

    /** @param places numbers no other session has as its slot or its port */
    PostgresWarmContract(ConnectionFactory connections, AtomicInteger places) {
        this.connections = connections;
        this.database = DatabaseClient.create(connections);
        this.places = places;
    }

    @Override
    protected WarmSessions warm() {
        return new PostgresWarmSessions(database);
    }

    @Test
    void noTwoOfBothKindsHoldOnePlace() {
        SessionRepository sessions = new PostgresSessionRepository(database);
        int place = places.incrementAndGet();
        int free = places.incrementAndGet();
        WarmSession entry = at(new Placement(place, place));
        assertThat(get(warm().add(entry))).isTrue();

        assertThat(get(sessions.insert(Given.pending(place, free)))).isFalse();
        assertThat(get(sessions.insert(Given.pending(free, place)))).isFalse();
        get(warm().remove(entry.id()));
        assertThat(get(sessions.insert(Given.pending(place, place)))).isTrue();

        assertThat(get(warm().add(at(new Placement(place, free))))).isFalse();
        assertThat(get(warm().add(at(new Placement(free, place))))).isFalse();
    }

    /** As two instances that make a session of it at the same moment, each in a transaction of its own. */
    @Test
    void ofTwoInstancesThatTakeOneAtOnceOneHasIt() {
        SessionRepository sessions = new PostgresSessionRepository(database);
        TransactionalOperator transactions = TransactionalOperator.create(new R2dbcTransactionManager(connections));
        for (int round = 0; round < 20; round++) {
            WarmSession entry = at(new Placement(places.incrementAndGet(), places.incrementAndGet()));
            get(warm().add(entry));
            get(warm().ready(entry.id(), Given.NOW));
            CyclicBarrier both = new CyclicBarrier(2);

            List<Boolean> made = Flux.range(0, 2)
                    .flatMap(_ -> Mono.fromCallable(() -> both.await(10, TimeUnit.SECONDS))
                            .then(new PostgresWarmSessions(database)
                                    .take("process", SessionSpec.USUAL)
                                    .flatMap(taken -> sessions.insert(Given.pending(
                                            taken.placement().slot(),
                                            taken.placement().port())))
                                    .as(transactions::transactional))
                            .subscribeOn(Schedulers.boundedElastic()))
                    .collectList()
                    .block(Duration.ofSeconds(30));

            assertThat(made).containsExactly(true);
            assertThat(get(warm().all().collectList())).isEmpty();
        }
    }

    @Test
    void whatIsTakenInATransactionThatFailsIsThereAgain() {
        WarmSession entry = at(new Placement(places.incrementAndGet(), places.incrementAndGet()));
        get(warm().add(entry));
        get(warm().ready(entry.id(), Given.NOW));
        TransactionalOperator transactions = TransactionalOperator.create(new R2dbcTransactionManager(connections));

        Mono<WarmSession> taken = warm().take("process", SessionSpec.USUAL)
                .flatMap(_ -> Mono.<WarmSession>error(new IllegalStateException("lost on the way")))
                .as(transactions::transactional)
                .onErrorResume(_ -> Mono.empty());
        assertThat(get(taken)).isNull();

        assertThat(get(warm().take("process", SessionSpec.USUAL)).id()).isEqualTo(entry.id());
    }
}
