package dev.steward.perf.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.perf.load.Traffic.Arrivals;
import dev.steward.perf.load.Traffic.Stage;
import dev.steward.perf.load.Traffic.Users;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DriverTest {
    private final Measurements measurements = new Measurements();
    private final Set<Long> visits = ConcurrentHashMap.newKeySet();

    @Test
    void letsSoManyArriveThoughNobodyIsAnswered() throws Exception {
        var all = new CountDownLatch(20);

        new Driver(
                        visit -> {
                            visits.add(visit.number());
                            all.countDown();
                            await(all);
                        },
                        measurements)
                .run(new Arrivals(100, Duration.ofMillis(200)));

        assertThat(visits).hasSize(20);
        assertThat(measurements.brokenChecks()).isEmpty();
    }

    @Test
    void letsEveryUserComeAgainUntilTheEnd() throws Exception {
        new Driver(visit -> visits.add(visit.number()), measurements)
                .run(new Users(List.of(new Stage(Duration.ZERO, 3), new Stage(Duration.ofSeconds(2), 3))));

        assertThat(visits).hasSizeGreaterThan(3);
    }

    @Test
    void keepsThePaceOfWhatIsDearWhateverTheUsersDo() throws Exception {
        var times = new AtomicInteger();
        var script = new Script() {
            @Override
            public void iterate(Visit visit) {}

            @Override
            public List<Paced> paced() {
                return List.of(new Paced("it", Duration.ofMillis(100), Duration.ofMillis(200), times::incrementAndGet));
            }
        };

        new Driver(script, measurements).run(new Users(List.of(new Stage(Duration.ofSeconds(1), 1))));

        assertThat(times).hasValue(5);
    }

    @Test
    void tellsOfWhatBroke() throws Exception {
        new Driver(
                        visit -> {
                            throw new IllegalStateException("no such luck");
                        },
                        measurements)
                .run(new Arrivals(10, Duration.ofMillis(100)));

        assertThat(measurements.brokenChecks())
                .containsExactly("an arrival broke: java.lang.IllegalStateException: no such luck");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
