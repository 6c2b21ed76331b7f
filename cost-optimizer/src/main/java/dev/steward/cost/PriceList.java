package dev.steward.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What usage costs, in micro-units (millionths) of one currency.
 *
 * @param version changes whenever anything else does
 * @param currency ISO 4217
 */
public record PriceList(String version, String currency, BigDecimal cpuSecond, BigDecimal memoryGibSecond) {

    /**
     * Micro-units: both products are added exactly, then the sum is rounded half up, once per line. Totals are sums of
     * lines, so they never differ from what the lines say.
     */
    public long cost(Usage usage) {
        return usage.cpuSeconds()
                .multiply(cpuSecond)
                .add(usage.memoryGibSeconds().multiply(memoryGibSecond))
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }
}
