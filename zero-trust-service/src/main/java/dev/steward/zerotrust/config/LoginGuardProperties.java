package dev.steward.zerotrust.config;

import dev.steward.zerotrust.domain.LoginLimits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What holds up whoever guesses passwords.
 *
 * @param lockAfter failures in a row, of one account from one address, that lock it for that address
 * @param lock how long
 * @param firstDelay what the second failure costs; each one after it costs twice as much
 * @param perMinute logins that one address may try in a minute
 */
@Validated
@ConfigurationProperties("steward.zero-trust.login")
record LoginGuardProperties(
        @DefaultValue("5") @Min(2) @Max(20) int lockAfter,

        @DefaultValue("15m") @DurationMin(seconds = 1) @DurationMax(days = 1)
        Duration lock,

        @DefaultValue("1s") @DurationMin(millis = 1) @DurationMax(minutes = 1)
        Duration firstDelay,

        @DefaultValue("100") @Min(1) @Max(1_000_000) int perMinute) {

    LoginLimits limits() {
        return new LoginLimits(lockAfter, lock, firstDelay, perMinute);
    }
}
