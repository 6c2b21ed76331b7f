package dev.steward.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceListTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        // cpu_second, memory_gib_second, cpu_seconds, memory_gib_seconds, micro-units
        "11.25, 1.25, 2, 4, 28", // 22.5 + 5 = 27.5: half goes up
        "11.25, 1.25, 2, 0, 23",
        "0.1, 0.2, 3, 1, 1", // 0.3 + 0.2 = 0.5, where doubles would say 0.50000000000000004
        "0.25, 0.24, 1, 1, 0", // 0.49: nothing below half
        "0.4, 0.4, 1, 1, 1", // 0.8: the sum is rounded, not each product
        "0.6, 0.6, 1, 1, 1", // 1.2: two rounded products would be 2
        "1, 1, 0, 0, 0",
        "0, 0, 1000000000, 1000000000, 0",
        "999999999.999999999, 1, 1000000000, 0, 999999999999999999"
    })
    void addsExactlyAndRoundsTheLineHalfUp(
            BigDecimal cpuSecond, BigDecimal memoryGibSecond, BigDecimal cpu, BigDecimal memory, long micros) {
        PriceList prices = new PriceList("v", "EUR", cpuSecond, memoryGibSecond);
        Usage usage = new Usage(ResourceKind.SESSION, "s", "alpha", "ada", cpu, memory, NOON, NOON.plusSeconds(15));

        assertThat(prices.cost(usage)).isEqualTo(micros);
    }
}
