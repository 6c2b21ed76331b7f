package dev.steward.zerotrust.config;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What is kept of decisions.
 *
 * @param keptDays how long they can be looked at again
 */
@Validated
@ConfigurationProperties("steward.zero-trust.decisions")
record DecisionProperties(
        @DefaultValue("90") @Min(31) @Max(4000) int keptDays) {}
