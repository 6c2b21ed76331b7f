package dev.steward.session.application;

import static dev.steward.session.application.World.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.session.SessionUsageSampled;
import dev.steward.session.domain.EndedWindow;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.UsageMeter;
import dev.steward.session.domain.UsageWindow;
import dev.steward.session.port.FakeUsageRepository;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class UsageSamplerTest {

    private final World world = new World();
    private Session session;

    @BeforeEach
    void run() {
        session = world.running();
    }

    @Test
    void aWindowEndsWhenItIsLongEnough() {
        sampleAfter(5);
        sampleAfter(5);
        assertThat(windows()).isEmpty();

        sampleAfter(5);

        assertThat(windows()).hasSize(1);
    }

    @Test
    void windowsMeetOverARestartOfTheService() {
        sampleAfter(15);
        world.usage.forget();
        sampleAfter(60);

        assertThat(windows()).hasSize(2);
        assertMeet();
    }

    @Test
    void windowsMeetOverACrash() {
        sampleAfter(15);
        world.clock.advance(Duration.ofSeconds(7));
        world.runtime.crash(session.id());
        session = world.settle(session);
        world.clock.advance(Duration.ofSeconds(10));
        session = world.settle(session);
        sampleAfter(20);

        assertThat(windows()).hasSize(3);
        assertMeet();
    }

    @Test
    void aUsageEventHasASequenceAndACorrelationOfItsOwn() {
        sampleAfter(15);

        RecordingOutbox.Appended sampled = world.outbox.all().getLast();
        assertThat(sampled.row().sequence()).isEqualTo(3);
        assertThat(sampled.correlationId()).isNotEqualTo(session.cause().correlationId());
        assertThat(world.stored(session).revision().version())
                .isEqualTo(session.revision().version());
    }

    @Test
    void whatWasToldIsKeptUntilItIsOld() {
        sampleAfter(15);
        sampleAfter(15);
        UsageRecords records = new UsageRecords(world.windows, Duration.ofHours(1), world.clock);
        List<UsageWindow> told =
                windows().reversed().stream().map(UsageWindow::of).toList();

        assertThat(get(records.page(session.id(), 0, 10))).isEqualTo(new UsageRecords.UsagePage(told, 2));
        assertThat(get(records.page(session.id(), 1, 10)).windows()).containsExactly(told.getLast());
        world.clock.advance(Duration.ofMinutes(59));
        assertThat(get(records.removeOld())).isZero();
        world.clock.advance(Duration.ofSeconds(50));
        assertThat(get(records.removeOld())).isEqualTo(1);
        assertThat(get(records.page(session.id(), 0, 10)).windows()).containsExactly(told.getFirst());
    }

    @Test
    void windowsThatEndTogetherAreStoredTogether() {
        List<Session> sessions = Stream.generate(world::running).limit(120).toList();
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger stored = new AtomicInteger();
        UsageSampler sampler = new UsageSampler(
                world.runtimes,
                new FakeUsageRepository() {
                    @Override
                    public Mono<Map<String, UsageMeter>> find(Set<String> sessionIds) {
                        asked.incrementAndGet();
                        return super.find(sessionIds);
                    }

                    @Override
                    public Mono<Set<String>> store(List<EndedWindow> ended) {
                        stored.incrementAndGet();
                        return super.store(ended);
                    }
                },
                world.changes,
                FakeTransactions.operator(),
                Duration.ofSeconds(15));

        world.clock.advance(Duration.ofSeconds(15));
        get(sampler.sample(sessions));

        assertThat(windows())
                .extracting(SessionUsageSampled::sessionId)
                .containsExactlyInAnyOrderElementsOf(
                        sessions.stream().map(Session::id).toList());
        assertThat(asked).hasValue(3);
        assertThat(stored).hasValue(3);
    }

    @Test
    void whatAnotherInstanceEndedFirstGoesOnFromThere() {
        Session other = world.running();
        UsageSampler rival = new UsageSampler(
                world.runtimes, world.windows, world.changes, FakeTransactions.operator(), Duration.ofSeconds(15));
        sampleAfter(14);
        world.clock.advance(Duration.ofSeconds(16));
        get(rival.sample(List.of(session)));
        world.clock.advance(Duration.ofSeconds(15));

        get(world.usage.sample(List.of(session, other)));

        assertThat(windows())
                .filteredOn(window -> window.sessionId().equals(session.id()))
                .hasSize(2);
        assertThat(windows())
                .filteredOn(window -> window.sessionId().equals(other.id()))
                .hasSize(1);
        assertThat(get(world.windows.page(session.id(), 0, 10))).hasSize(2).satisfies(kept -> assertThat(
                        kept.getFirst().start())
                .isEqualTo(kept.getLast().end()));
    }

    private void sampleAfter(int seconds) {
        world.clock.advance(Duration.ofSeconds(seconds));
        get(world.usage.sample(List.of(session)));
    }

    private List<SessionUsageSampled> windows() {
        return world.outbox.events(SessionUsageSampled.class);
    }

    private void assertMeet() {
        List<SessionUsageSampled> windows = windows();
        for (int i = 1; i < windows.size(); i++) {
            assertThat(windows.get(i).windowStart())
                    .isEqualTo(windows.get(i - 1).windowEnd());
        }
    }
}
