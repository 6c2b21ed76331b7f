package dev.steward.session.config;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long sessions are kept alive and what they leave is kept, beside what a session says itself.
 *
 * @param workspaceKept after a session was stopped or has failed, or its workspace was last written to
 * @param longestKeepAlive of one lease that keeps a session from being idle
 * @param backOff the least time that a second restart without the healer's decision waits longer than the first
 * @param longestBackOff what that grows to, twice as long each time
 */
@Validated
@ConfigurationProperties("steward.session.lifetime")
record LifetimeProperties(
        @DefaultValue("P7D") @DurationMin(seconds = 1) @DurationMax(days = 400)
        Duration workspaceKept,

        @DefaultValue("PT4H") @DurationMin(minutes = 1) @DurationMax(days = 7)
        Duration longestKeepAlive,

        @DefaultValue("PT5S") @DurationMin(millis = 100) @DurationMax(minutes = 10)
        Duration backOff,

        @DefaultValue("PT1M") @DurationMin(millis = 100) @DurationMax(minutes = 30)
        Duration longestBackOff) {}
