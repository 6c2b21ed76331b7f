package dev.steward.gateway;

import dev.steward.kit.testing.TestTokens;
import java.time.Instant;
import java.util.Date;

/** Header lines with tokens that the edge under test can verify. */
final class EdgeTokens {

    static final TestTokens ISSUER = new TestTokens();

    private EdgeTokens() {}

    static String of(String user, String... roles) {
        return "Authorization: Bearer " + ISSUER.token(user, roles);
    }

    static String expired(String user) {
        Date past = Date.from(Instant.now().minusSeconds(60));
        return "Authorization: Bearer " + ISSUER.token(user, claims -> claims.expirationTime(past));
    }
}
