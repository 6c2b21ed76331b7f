package dev.steward.zerotrust.config;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of devices.
 *
 * @param compliantFrom the compliance score from which on a device that reports counts as compliant
 */
@Validated
@ConfigurationProperties("steward.zero-trust.devices")
record DeviceProperties(
        @DefaultValue("80") @Min(0) @Max(100) double compliantFrom) {}
