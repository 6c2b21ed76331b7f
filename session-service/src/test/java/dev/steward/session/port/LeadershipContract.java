package dev.steward.session.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every lead promises. */
public abstract class LeadershipContract {

    private Leadership one;
    private Leadership other;

    protected abstract Leadership one();

    /** Another instance that wants the same lead. */
    protected abstract Leadership other();

    @BeforeEach
    void begin() {
        one = one();
        other = other();
    }

    @AfterEach
    void giveUp() {
        one.resign().block(Duration.ofSeconds(10));
        other.resign().block(Duration.ofSeconds(10));
    }

    @Test
    void onlyOneLeadsAndKeepsLeading() {
        assertThat(acquire(one)).isTrue();
        assertThat(acquire(other)).isFalse();
        assertThat(acquire(one)).isTrue();
        assertThat(acquire(other)).isFalse();
    }

    @Test
    void whoResignsLetsTheOtherLead() {
        acquire(one);

        one.resign().block(Duration.ofSeconds(10));

        assertThat(acquire(other)).isTrue();
        assertThat(acquire(one)).isFalse();
    }

    @Test
    void resigningWithoutTheLeadTakesItFromNobody() {
        acquire(one);

        other.resign().block(Duration.ofSeconds(10));

        assertThat(acquire(other)).isFalse();
    }

    private static boolean acquire(Leadership leadership) {
        return Boolean.TRUE.equals(leadership.acquire().block(Duration.ofSeconds(10)));
    }
}
