package dev.steward.gateway.shedding;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many requests may wait for the head of their answer at once.
 *
 * @param least so many always may
 * @param most so many may while the gateway keeps up
 * @param lag how late its event loops may be; above it the gateway does not keep up
 * @param interval how often that is looked at
 */
public record ShedSettings(
        @DefaultValue("128") int least,
        @DefaultValue("2000") int most,
        @DefaultValue("200ms") Duration lag,
        @DefaultValue("250ms") Duration interval) {

    public ShedSettings {
        if (least < 1 || most < least || !lag.isPositive() || !interval.isPositive()) {
            throw new IllegalArgumentException("steward.gateway.shedding: least is at least 1, most not less than it,"
                    + " and every duration has to be positive");
        }
    }
}
