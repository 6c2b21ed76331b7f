package dev.steward.zerotrust.config;

import dev.steward.zerotrust.application.KeyRing;
import dev.steward.zerotrust.application.KeyRotation;
import dev.steward.zerotrust.port.AuditTrail;
import dev.steward.zerotrust.port.SigningKeyRepository;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KeyRotationProperties.class)
class KeyRotationConfiguration {

    @Bean
    KeyRotation keyRotation(
            KeyRing ring,
            SigningKeyRepository keys,
            AuditTrail audit,
            KeyRotationProperties properties,
            ZeroTrustProperties settings,
            Clock clock) {
        return new KeyRotation(ring, keys, audit, properties.times(settings.accessTokenLifetime()), clock);
    }

    @Bean
    KeyRotationTurns keyRotationTurns(KeyRotation rotation) {
        return new KeyRotationTurns(rotation);
    }
}
