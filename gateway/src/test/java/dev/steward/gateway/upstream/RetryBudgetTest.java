package dev.steward.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RetryBudgetTest {

    @Test
    void grantsAShareOfAllCallsBeyondItsFirstBalance() {
        RetryBudget budget = new RetryBudget(10);
        drain(budget);
        for (int i = 0; i < 100; i++) {
            budget.called();
        }

        assertThat(drain(budget)).isEqualTo(10);
    }

    @Test
    void doesNotSaveWithoutEnd() {
        RetryBudget budget = new RetryBudget(10);
        for (int i = 0; i < 100_000; i++) {
            budget.called();
        }

        assertThat(drain(budget)).isEqualTo(100);
    }

    @Test
    void grantsNothingWhenRetriesAreSwitchedOff() {
        RetryBudget budget = new RetryBudget(0);
        budget.called();

        assertThat(budget.mayRetry()).isFalse();
    }

    private static int drain(RetryBudget budget) {
        int granted = 0;
        while (budget.mayRetry()) {
            granted++;
        }
        return granted;
    }
}
