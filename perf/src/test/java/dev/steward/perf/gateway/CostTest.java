package dev.steward.perf.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CostTest {

    @Test
    void countsTimeInUserAndInTheKernelWhateverTheNameOfAProcessHasInIt() {
        var stat = "4711 (a) b (c 9) S 1 2 3 4 5 6 7 8 9 10 150 50 13 14 15";

        assertThat(CpuClock.micros(stat)).isEqualTo(2_000_000);
    }

    @Test
    void readsItsOwnTime() {
        var own = new CpuClock(ProcessHandle.current().pid());

        assertThat(own.micros()).isPositive();
    }

    @Test
    void dividesWhatPartsOfARunCostTogether() {
        var cost = new Cost(100_000, 1_000, Duration.ofSeconds(1).toNanos())
                .and(new Cost(500_000, 3_000, Duration.ofSeconds(1).toNanos()));

        assertThat(cost.microsPerRequest()).isEqualTo(150);
        assertThat(cost.perSecond()).isEqualTo(2_000);
        assertThat(cost.times(new Cost(100_000, 1_000, 1))).isCloseTo(1.5, within(1e-9));
    }

    @Test
    void whatIsNotANumberDoesNotHold() {
        var nothing = new Cost(0, 0, 1);

        assertThat(new Judgement("a", nothing.microsPerRequest(), 1, "times").holds())
                .isFalse();
        assertThat(new Judgement("a", 1, 1, "times"))
                .matches(Judgement::holds)
                .hasToString(line(1, ", at most 1  yes"));
        assertThat(new Judgement("a", 1.5, 1.2, "times"))
                .matches(each -> !each.holds())
                .hasToString(line(1.5, ", at most 1.2  NO"));
        assertThat(new Judgement("a", 9, 1, "times").unjudged())
                .matches(Judgement::holds)
                .hasToString(line(9, ""));
    }

    private static String line(double measured, String rest) {
        return "a" + " ".repeat(47) + "     %.2f times".formatted(measured) + rest;
    }
}
