package dev.steward.gateway.shedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.gateway.routes.Priority;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InFlightLimitTest {

    private static final Duration LATE = Duration.ofMillis(101);
    private static final Duration IN_TIME = Duration.ofMillis(100);

    private final InFlightLimit limit =
            new InFlightLimit(new ShedSettings(10, 100, Duration.ofMillis(100), Duration.ofSeconds(1)));

    @Test
    void refusesTheLeastImportantFirst() {
        assertThat(begin(200, Priority.LOW)).isEqualTo(70);
        assertThat(begin(200, Priority.NORMAL)).isEqualTo(20);
        assertThat(begin(200, Priority.CRITICAL)).isEqualTo(10);
        assertThat(limit.underWay()).isEqualTo(100);

        limit.ended();
        assertThat(limit.begins(Priority.LOW)).isFalse();
        assertThat(limit.begins(Priority.CRITICAL)).isTrue();
    }

    @Test
    void fallsFromWhatThereReallyWasWhileTheGatewayIsLate() {
        begin(50, Priority.CRITICAL);
        limit.observe(LATE);
        assertThat(limit.limit()).isEqualTo(40);
        assertThat(limit.begins(Priority.CRITICAL)).as("more are under way").isFalse();

        for (int i = 0; i < 50; i++) {
            limit.ended();
        }
        for (int i = 0; i < 20; i++) {
            limit.observe(LATE);
        }
        assertThat(limit.limit()).isEqualTo(10);
        assertThat(begin(100, Priority.LOW)).isEqualTo(7);
    }

    @Test
    void growsWhileItIsNot() {
        for (int i = 0; i < 20; i++) {
            limit.observe(LATE);
        }
        limit.observe(IN_TIME);
        assertThat(limit.limit()).isEqualTo(11);
        for (int i = 0; i < 100; i++) {
            limit.observe(IN_TIME);
        }
        assertThat(limit.limit()).isEqualTo(100);
    }

    private int begin(int times, Priority priority) {
        int begun = 0;
        for (int i = 0; i < times; i++) {
            begun += limit.begins(priority) ? 1 : 0;
        }
        return begun;
    }
}
