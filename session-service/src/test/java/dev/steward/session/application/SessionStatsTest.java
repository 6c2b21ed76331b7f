package dev.steward.session.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.session.application.SessionStats.Sample;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.UsageReading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class SessionStatsTest {

    private static final Instant BEGIN = Instant.parse("2026-03-01T10:00:00Z");

    private final World world = new World();
    private final SessionFeed feed = new SessionFeed(world.sessions, world.wakeUps, Duration.ofMillis(20));
    private final SessionStats stats = new SessionStats(world.runtimes, feed, Duration.ofMillis(300), world.clock);

    @Test
    void measuresOnceForAllWhoWatchAndNotAtAllForNobody() {
        Session one = world.running();
        Session other = world.running();
        int before = world.runtime.measured();

        List<List<Sample>> seen = World.get(Flux.range(0, 20)
                .flatMap(
                        i -> stats.watch(i % 2 == 0 ? one.id() : other.id())
                                .take(3)
                                .collectList(),
                        20)
                .collectList());

        assertThat(seen).hasSize(20).allSatisfy(samples -> assertThat(samples).hasSize(3));
        assertThat(world.runtime.measured() - before).isLessThan(20);
        await().atMost(Duration.ofSeconds(10)).until(() -> stats.size() == 0);
        int after = world.runtime.measured();
        World.get(Mono.delay(Duration.ofMillis(900)));
        assertThat(world.runtime.measured()).isEqualTo(after);
    }

    @Test
    void whatDoesNotRunIsUnknownAndNotZero() {
        Session session = world.created();

        Sample sample = World.get(stats.watch(session.id()).next());

        assertThat(sample).isEqualTo(Sample.unknown(sample.at()));
    }

    @Test
    void coresAreCountedBetweenTwoMeasurementsOfOneAttempt() {
        UsageReading first = reading(1, 0, 1.0);
        UsageReading later = reading(1, 2, 4.0);

        assertThat(Sample.of(first, null).cpu()).isNull();
        assertThat(Sample.of(later, first).cpu()).isEqualTo(1.5);
        assertThat(Sample.of(reading(2, 4, 5.0), later).cpu()).isNull();
        assertThat(Sample.of(reading(1, 4, null), later).cpu()).isNull();
        assertThat(Sample.of(later, later).cpu()).isNull();
        assertThat(Sample.of(reading(1, 4, 3.9), later).cpu()).isZero();
    }

    @Test
    void bytesAreThoseOfTheReading() {
        UsageReading reading = new UsageReading(1, BEGIN, BEGIN, null, 0.5, 2.0, 7L);

        assertThat(Sample.of(reading, null)).isEqualTo(new Sample(BEGIN, null, 536_870_912L, 2_147_483_648L, 7L));
    }

    private static UsageReading reading(int attempt, int second, Double cpu) {
        return new UsageReading(attempt, BEGIN, BEGIN.plusSeconds(second), cpu, null, null, null);
    }
}
