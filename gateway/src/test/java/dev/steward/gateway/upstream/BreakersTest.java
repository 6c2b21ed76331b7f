package dev.steward.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;

class BreakersTest {

    private static final BreakerSettings SETTINGS =
            new BreakerSettings(50, 10, Duration.ofSeconds(10), Duration.ofSeconds(30), 3, Duration.ofMillis(10));

    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final AtomicBoolean ready = new AtomicBoolean();
    private final List<String> news = new CopyOnWriteArrayList<>();
    private final RouteBreaker breaker = new Breakers(
                    SETTINGS, clock, _ -> Mono.fromSupplier(ready::get), new NewsFake())
            .of("sessions", "session-service");

    @Test
    void opensWhenHalfOfTenCallsFail() {
        succeed(5);
        fail(4, new IOException("reset"));
        assertThat(breaker.state()).isEqualTo(State.CLOSED);

        fail(1, new IOException("reset"));

        assertThat(breaker.state()).isEqualTo(State.OPEN);
        assertThat(news).containsExactly("opened sessions session-service");
    }

    @Test
    void staysClosedWhenFewerFail() {
        succeed(60);
        fail(40, new IOException("reset"));

        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void doesNotCountWhatIsNoFailureOfTheService() {
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> breaker.guard(Mono.error(new IllegalStateException("ours")))
                            .block())
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void doesNotCountCallsThatNeverBegan() {
        fail(20, new PoolAcquirePendingLimitException(1));

        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void refusesForThirtySecondsAndSaysHowLong() {
        fail(10, new IOException("reset"));
        now = now.plusSeconds(10);

        assertThatThrownBy(() -> breaker.guard(Mono.empty()).block())
                .isInstanceOfSatisfying(CircuitOpenException.class, open -> assertThat(open.retryAfter())
                        .isEqualTo(Duration.ofSeconds(20)));
    }

    @Test
    void closesAfterThreeTrialsThatWentWell() {
        fail(10, new IOException("reset"));
        now = now.plusSeconds(31);
        succeed(2);
        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);

        succeed(1);

        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        assertThat(news).containsExactly("opened sessions session-service", "closed sessions session-service");
    }

    @Test
    void opensAgainWithoutNewsWhenTrialsFail() {
        fail(10, new IOException("reset"));
        now = now.plusSeconds(31);
        fail(3, new IOException("reset"));

        assertThat(breaker.state()).isEqualTo(State.OPEN);
        assertThat(news).containsExactly("opened sessions session-service");
    }

    @Test
    void triesAnAbsentServiceAsSoonAsItIsReady() {
        fail(10, new ConnectException("refused"));
        assertThat(breaker.state()).isEqualTo(State.OPEN);

        ready.set(true);

        await().until(() -> breaker.state() == State.HALF_OPEN);
    }

    @Test
    void givesAServiceThatFailsOtherwiseItsTimeEvenIfItSaysItIsReady() {
        ready.set(true);
        fail(10, new IOException("reset"));

        await().during(Duration.ofMillis(100)).until(() -> breaker.state() == State.OPEN);
    }

    private void succeed(int times) {
        for (int i = 0; i < times; i++) {
            breaker.guard(Mono.empty()).block();
        }
    }

    private void fail(int times, Exception cause) {
        for (int i = 0; i < times; i++) {
            assertThatThrownBy(() -> breaker.guard(Mono.error(new UpstreamException(cause)))
                            .block())
                    .isInstanceOf(UpstreamException.class);
        }
    }

    private final class NewsFake implements CircuitEvents {

        @Override
        public void opened(String route, String upstream) {
            news.add("opened " + route + " " + upstream);
        }

        @Override
        public void closed(String route, String upstream) {
            news.add("closed " + route + " " + upstream);
        }
    }
}
