package dev.steward.devstack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RestartBudgetTest {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final RestartBudget budget = new RestartBudget(() -> now);

    @Test
    void allowsFiveRestartsInTenMinutes() {
        for (int restart = 0; restart < 5; restart++) {
            assertThat(budget.take()).isTrue();
            now = now.plus(Duration.ofMinutes(1));
        }
        assertThat(budget.take()).isFalse();
    }

    @Test
    void allowsAnotherWhenTheOldestIsTenMinutesAgo() {
        for (int restart = 0; restart < 5; restart++) {
            budget.take();
            now = now.plus(Duration.ofMinutes(1));
        }
        now = now.plus(Duration.ofMinutes(5));
        assertThat(budget.take()).isTrue();
        assertThat(budget.take()).isFalse();
    }
}
