package dev.steward.zerotrust;

import dev.steward.zerotrust.adapter.crypto.Argon2PasswordHasher;
import dev.steward.zerotrust.domain.Password;
import dev.steward.zerotrust.port.PasswordHasher;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Argon2id at a small part of its costs, for the hundreds of logins of a test. What it costs in service is pinned by
 * its own test, and paid where a service is started as it is.
 */
@TestConfiguration(proxyBeanMethods = false)
class QuickPasswords {

    @Bean
    @Primary
    PasswordHasher quickPasswordHasher(@Value("${steward.zero-trust.hashing-queue:64}") int queueLength) {
        return new Argon2PasswordHasher(
                Runtime.getRuntime().availableProcessors(), queueLength, new Argon2PasswordEncoder(16, 32, 1, 1024, 1));
    }

    /** Of {@link TestSecrets#PASSWORD}, and as slow to compare as in service. */
    static String slowHash() {
        try (var hasher = new Argon2PasswordHasher(1, 1)) {
            return hasher.hash(new Password(TestSecrets.PASSWORD)).block();
        }
    }
}
