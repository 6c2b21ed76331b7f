package dev.steward.zerotrust.config;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the audit.
 *
 * @param keptDays how long rows are kept; the database refuses fewer than 400
 * @param publishEvery how often the end of the chain is published
 * @param verifyRows how many rows one verification looks at, so that its answer comes in time
 */
@Validated
@ConfigurationProperties("steward.zero-trust.audit")
record AuditProperties(
        @DefaultValue("400") @Min(400) @Max(4_000) int keptDays,

        @DefaultValue("1m") @DurationMin(seconds = 1) Duration publishEvery,

        @DefaultValue("50000") @Min(1) @Max(10_000_000) int verifyRows) {}
