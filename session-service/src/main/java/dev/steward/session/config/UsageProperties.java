package dev.steward.session.config;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long it is remembered what sessions used.
 *
 * @param kept how long after its end a usage window stays here; whoever bills has heard of it by then
 */
@Validated
@ConfigurationProperties("steward.session.usage")
record UsageProperties(
        @DefaultValue("P7D") @DurationMin(hours = 1) @DurationMax(days = 400)
        Duration kept) {}
