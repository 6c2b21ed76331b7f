package dev.steward.cost.config;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How usage is billed.
 *
 * @param priceList path of the price list; blank for the bundled one
 * @param ledgerDays how long lines are kept
 */
@Validated
@ConfigurationProperties("steward.cost")
public record CostProperties(
        @DefaultValue("") String priceList,
        @DefaultValue("400") @Min(31) @Max(4000) int ledgerDays) {}
