package dev.steward.zerotrust.config;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How what trust scores are made of is kept; what all services make of it is {@code steward.trust-score}.
 *
 * @param remembered how long a network or a place is known after the last login from there
 */
@Validated
@ConfigurationProperties("steward.zero-trust.trust-score")
record TrustScoreProperties(
        @DefaultValue("30d") @DurationMin(hours = 1) @DurationMax(days = 400)
        Duration remembered) {}
