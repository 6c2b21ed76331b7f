package dev.steward.zerotrust.config;

import dev.steward.zerotrust.domain.KeyTimes;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When signing keys follow each other.
 *
 * @param rotation how long a key signs
 * @param lead how long it is published before; as long as the key set may be cached
 */
@Validated
@ConfigurationProperties("steward.zero-trust.signing-keys")
record KeyRotationProperties(
        @DefaultValue("30d") @DurationMin(hours = 1) @DurationMax(days = 365)
        Duration rotation,

        @DefaultValue("5m") @DurationMin(seconds = 1) @DurationMax(days = 1)
        Duration lead) {

    /** Clocks differ, and an instance may sign with the key before for a few seconds more. */
    private static final Duration SLACK = Duration.ofMinutes(1);

    KeyTimes times(Duration accessTokenLifetime) {
        return new KeyTimes(rotation, lead, accessTokenLifetime.plus(SLACK));
    }
}
