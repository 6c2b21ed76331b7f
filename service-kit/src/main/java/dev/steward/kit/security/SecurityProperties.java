package dev.steward.kit.security;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What tokens have to say.
 *
 * @param issuer the {@code iss} of every token
 * @param audience the {@code aud} of every token
 * @param jwksUri where the public keys are
 */
@ConfigurationProperties("steward.security")
public record SecurityProperties(
        @DefaultValue("http://127.0.0.1:8080") String issuer,
        @DefaultValue("steward") String audience,

        @DefaultValue("http://127.0.0.1:8081/.well-known/jwks.json")
        String jwksUri) {}
