package dev.steward.session.application;

import static dev.steward.session.application.World.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.steward.events.session.SessionUsageSampled;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.UsageReading;
import dev.steward.session.port.FakeRuntime;
import dev.steward.session.port.FakeUsageRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

/**
 * Whatever happens in whatever order to a session and to two instances that both believe to lead, its windows meet and what
 * it used is told once.
 */
class UsageWindowsTest {

    private static final int STEPS = 120;

    private final World world = new World();
    private final FakeUsageRepository store = new FakeUsageRepository();
    private final Session session = world.created();
    private final Host host = new Host();
    private final UsageSampler[] instances = {sampler(), sampler()};

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void windowsMeetAndNothingIsToldTwice(long seed) {
        Random random = new Random(seed);
        world.clock.advance(Duration.ofMillis(random.nextInt(2_000)));
        host.begin();
        Instant begun = world.clock.instant();
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> {
                    Duration passed = Duration.ofMillis(1 + random.nextInt(12_000));
                    world.clock.advance(passed);
                    host.work(passed, random);
                }
                case 3, 4, 5 -> get(instances[random.nextInt(2)].sample(List.of(session)));
                case 6 -> lose(random);
                default -> endAndBeginAgain(random);
            }
        }
        Instant ended = host.end(random);
        close(random);

        List<SessionUsageSampled> windows = world.outbox.events(SessionUsageSampled.class);
        assertThat(windows).isNotEmpty();
        assertThat(windows.getFirst().windowStart()).isEqualTo(begun);
        assertThat(windows.getLast().windowEnd()).isEqualTo(ended);
        for (int i = 1; i < windows.size(); i++) {
            assertThat(windows.get(i).windowStart())
                    .isEqualTo(windows.get(i - 1).windowEnd());
        }
        assertThat(windows).allMatch(window -> window.windowStart().isBefore(window.windowEnd()));
        assertThat(windows.stream().mapToDouble(SessionUsageSampled::cpuSeconds).sum())
                .isCloseTo(host.cpu, within(1e-6));
        assertThat(windows.stream()
                        .map(SessionUsageSampled::networkBytes)
                        .mapToLong(bytes -> bytes == null ? 0 : bytes)
                        .sum())
                .isEqualTo(host.network);
        double lived = host.lived.toMillis() / 1e3;
        assertThat(windows.stream()
                        .mapToDouble(SessionUsageSampled::memoryGibSeconds)
                        .sum())
                .as("half a GiB for as long as there was a process")
                .isCloseTo(lived / 2, within(1e-6));
    }

    /** An instance is killed: what it has in memory is gone. */
    private void lose(Random random) {
        if (random.nextBoolean()) {
            instances[random.nextInt(2)] = sampler();
        } else {
            instances[random.nextInt(2)].forget();
        }
    }

    private void endAndBeginAgain(Random random) {
        host.end(random);
        close(random);
        world.clock.advance(Duration.ofMillis(1 + random.nextInt(30_000)));
        host.begin();
    }

    /** Once or more often, by either. */
    private void close(Random random) {
        UsageReading last = host.ended();
        do {
            get(instances[random.nextInt(2)].close(session, last));
        } while (random.nextBoolean());
    }

    private UsageSampler sampler() {
        return new UsageSampler(
                new Runtimes(List.of(host)),
                store,
                world.changes,
                FakeTransactions.operator(),
                Duration.ofSeconds(15),
                ChangedMeanwhileException.retryAfter(Duration.ZERO));
    }

    /** What really happens on the host. */
    private final class Host extends FakeRuntime {

        private final List<UsageReading> ended = new ArrayList<>();
        private int attempt;
        private Instant startedAt = world.clock.instant();
        private double attemptCpu;
        private long attemptNetwork;
        private double cpu;
        private long network;
        private Duration lived = Duration.ZERO;

        private Host() {
            super(world.clock);
        }

        private void begin() {
            attempt++;
            startedAt = world.clock.instant();
            attemptCpu = 0;
            attemptNetwork = 0;
        }

        private void work(Duration passed, Random random) {
            double used = random.nextDouble() * passed.toMillis() / 1e3;
            long sent = random.nextInt(10_000);
            attemptCpu += used;
            attemptNetwork += sent;
            cpu += used;
            network += sent;
            lived = lived.plus(passed);
        }

        private Instant end(Random random) {
            Duration passed = Duration.ofMillis(1 + random.nextInt(3_000));
            world.clock.advance(passed);
            work(passed, random);
            ended.add(reading());
            return world.clock.instant();
        }

        private UsageReading ended() {
            return ended.getLast();
        }

        @Override
        public Mono<Map<String, UsageReading>> usage(List<Session> sessions) {
            return Mono.fromSupplier(() -> Map.of(session.id(), reading()));
        }

        private UsageReading reading() {
            return new UsageReading(attempt, startedAt, world.clock.instant(), attemptCpu, 0.5, null, attemptNetwork);
        }
    }
}
