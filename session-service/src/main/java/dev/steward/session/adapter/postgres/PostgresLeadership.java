package dev.steward.session.adapter.postgres;

import dev.steward.session.port.Leadership;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Result;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The lead as an advisory lock of a connection of its own: the server frees it when, and only when, that ends. Asked
 * for by one caller at a time.
 */
public final class PostgresLeadership implements Leadership {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String LOCK = "select pg_try_advisory_lock(hashtextextended('session-reconciler', 0))";

    private final ConnectionFactory unpooled;
    private final AtomicReference<@Nullable Connection> leading = new AtomicReference<>();

    /** @param unpooled opens connections that no pool takes back or validates away */
    public PostgresLeadership(ConnectionFactory unpooled) {
        this.unpooled = unpooled;
    }

    @Override
    public Mono<Boolean> acquire() {
        Connection held = leading.get();
        Mono<Boolean> answer = held == null
                ? open()
                : ask(held, "select true").onErrorResume(_ -> drop(held).thenReturn(false));
        return answer.onErrorReturn(false);
    }

    @Override
    public Mono<Void> resign() {
        Connection held = leading.getAndSet(null);
        return held == null ? Mono.empty() : close(held);
    }

    private Mono<Boolean> open() {
        return Mono.from(unpooled.create())
                .flatMap(
                        connection -> ask(connection, LOCK).onErrorReturn(false).flatMap(locked -> {
                            if (locked) {
                                leading.set(connection);
                                return Mono.just(true);
                            }
                            return close(connection).thenReturn(false);
                        }));
    }

    private Mono<Void> drop(Connection connection) {
        leading.compareAndSet(connection, null);
        return close(connection);
    }

    private static Mono<Boolean> ask(Connection connection, String question) {
        return Flux.from(connection.createStatement(question).execute())
                .concatMap((Result result) -> result.map(row -> Boolean.TRUE.equals(row.get(0, Boolean.class))))
                .next()
                .timeout(TIMEOUT);
    }

    private static Mono<Void> close(Connection connection) {
        return Mono.from(connection.close()).onErrorComplete();
    }
}
