package dev.steward.healing.config;

import dev.steward.healing.domain.RemediationPolicy;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The safety budget of remediation, and how long timelines are kept.
 *
 * @param crashLimit that many crashes within {@code crashWindow} are a crash loop
 * @param maxAttempts restarts asked for within one incident
 * @param retryDelay after the first attempt that failed; doubles with each further one
 * @param answerTimeout how long the target may be silent after an attempt, its start included
 * @param timelineDays how long events are kept for timelines
 */
@Validated
@ConfigurationProperties("steward.healing")
public record HealingProperties(
        @DefaultValue("3") @Min(1) @Max(100) int crashLimit,

        @DefaultValue("PT5M") @DurationMin(seconds = 1) @DurationMax(days = 1)
        Duration crashWindow,

        @DefaultValue("3") @Min(1) @Max(10) int maxAttempts,

        @DefaultValue("PT2S") @DurationMin(millis = 100) @DurationMax(minutes = 1)
        Duration retryDelay,

        @DefaultValue("PT1M") @DurationMin(seconds = 1) @DurationMax(hours = 1)
        Duration answerTimeout,

        @DefaultValue("400") @Min(31) @Max(4000) int timelineDays) {

    RemediationPolicy policy() {
        return new RemediationPolicy(crashLimit, crashWindow, maxAttempts, retryDelay, answerTimeout);
    }
}
