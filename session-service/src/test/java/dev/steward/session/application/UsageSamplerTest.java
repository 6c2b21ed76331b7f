package dev.steward.session.application;

import static dev.steward.session.application.World.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.session.SessionUsageSampled;
import dev.steward.session.domain.Session;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
