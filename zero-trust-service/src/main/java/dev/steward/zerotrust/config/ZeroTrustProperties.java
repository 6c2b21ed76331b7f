package dev.steward.zerotrust.config;

import dev.steward.zerotrust.adapter.crypto.MasterKey;
import dev.steward.zerotrust.domain.Password;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of this service. Secrets are checked by assertions about them, because a refusal prints the value it is about.
 *
 * @param adminPassword the password user {@code admin} is created with; without one there is no admin
 * @param masterKey seals the signing key: 32 bytes in base64
 * @param profile {@code production} insists on both secrets
 * @param training the start only trains the AOT cache and has no secrets
 * @param accessTokenLifetime how long an access token is good
 * @param loginSessionLifetime how long a login session can be continued by its refresh token
 * @param hashingQueue how many passwords may wait for a hashing thread, of which there are as many as cores
 */
@Validated
@ConfigurationProperties("steward.zero-trust")
record ZeroTrustProperties(
        @DefaultValue("") String adminPassword,
        @DefaultValue("") String masterKey,
        @DefaultValue("") String profile,
        @DefaultValue("false") boolean training,

        @DefaultValue("15m") @DurationMin(seconds = 1) @DurationMax(minutes = 60)
        Duration accessTokenLifetime,

        @DefaultValue("7d") @DurationMin(minutes = 1) @DurationMax(days = 90)
        Duration loginSessionLifetime,

        @DefaultValue("64") @Min(1) @Max(10_000) int hashingQueue) {

    @AssertTrue(message = "STEWARD_MASTER_KEY_FILE has to name a file with 32 random bytes in base64")
    boolean isMasterKeyUsable() {
        if (training) {
            return true;
        }
        try {
            MasterKey.parse(masterKey);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    @AssertTrue(message = "STEWARD_ADMIN_PASSWORD_FILE has to name a file in production")
    boolean isAdminPasswordGiven() {
        return training || !profile.equals("production") || !adminPassword.isEmpty();
    }

    @AssertTrue(message = "the admin password " + Password.RULE)
    boolean isAdminPasswordAcceptable() {
        return adminPassword.isEmpty() || Password.parse(adminPassword).isPresent();
    }

    @Override
    public String toString() {
        return "ZeroTrustProperties[redacted]";
    }
}
