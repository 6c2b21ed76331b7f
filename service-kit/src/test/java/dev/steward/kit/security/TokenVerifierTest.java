package dev.steward.kit.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.kit.testing.TestTokens;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class TokenVerifierTest {

    private static final SecurityProperties SECURITY =
            new SecurityProperties(TestTokens.ISSUER, "steward", "http://zero-trust/jwks");

    private final TestTokens tokens = new TestTokens();
    private final AtomicReference<SigningKeys> keySet = new AtomicReference<>(tokens);
    private final TokenVerifier verifier =
            new TokenVerifier(keyId -> keySet.get().find(keyId), SECURITY, Clock.systemUTC());

    @Test
    void aVerifiedTokenIsRefusedOnceItsKeyIsWithdrawn() {
        String token = tokens.token("ada");
        assertThat(verifier.verify(token).block()).isNotNull();

        keySet.set(_ -> Mono.empty());

        assertThatThrownBy(() -> verifier.verify(token).block()).isInstanceOf(InvalidTokenException.class);
    }

    @Test
    void aVerifiedTokenIsRefusedOnceItsKeyIdIsAnotherKey() {
        String token = tokens.token("ada");
        assertThat(verifier.verify(token).block()).isNotNull();

        keySet.set(new TestTokens());

        assertThatThrownBy(() -> verifier.verify(token).block()).isInstanceOf(InvalidTokenException.class);
    }

    @Test
    void aTokenOfAKeyThatWasWithdrawnIsRefusedThoughNobodyHasSeenIt() {
        assertThat(verifier.verify(tokens.token("ada")).block()).isNotNull();

        keySet.set(_ -> Mono.empty());

        assertThatThrownBy(() -> verifier.verify(tokens.token("bob")).block())
                .isInstanceOf(InvalidTokenException.class);
    }

    @Test
    void aVerifiedTokenIsRefusedAndForgottenOnceItExpires() {
        var now = new AtomicReference<>(Instant.now());
        Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
        var verifier = new TokenVerifier(tokens, SECURITY, clock, 10);
        String token = tokens.token("ada");
        assertThat(verifier.verify(token).block()).isNotNull();
        assertThat(verifier.remembered()).isEqualTo(1);

        now.set(now.get().plus(Duration.ofMinutes(15)));

        assertThatThrownBy(() -> verifier.verify(token).block()).isInstanceOf(InvalidTokenException.class);
        assertThat(verifier.remembered()).isZero();
    }

    @Test
    void noMoreTokensAreRememberedThanThereMayBe() {
        var verifier = new TokenVerifier(tokens, SECURITY, Clock.systemUTC(), 10);

        for (int i = 0; i < 50; i++) {
            assertThat(verifier.verify(tokens.token("user-" + i)).block()).isNotNull();
        }

        assertThat(verifier.remembered()).isBetween(1L, 10L);
    }

    @Test
    void theEventSourceOfATokenIsThatOfTheCaller() {
        String token = tokens.token("ci", claims -> claims.claim("event_source", "/ci"));
        String other = tokens.token("ci", claims -> claims.claim("event_source", List.of("/ci")));

        assertThat(verifier.verify(token).map(Caller::eventSource).block()).isEqualTo("/ci");
        assertThat(verifier.verify(tokens.token("ci")).block().eventSource()).isNull();
        assertThatThrownBy(() -> verifier.verify(other).block()).isInstanceOf(InvalidTokenException.class);
    }

    @Test
    void theSignatureOfATokenIsCheckedOnce() {
        String token = tokens.token("ada");
        Caller first = verifier.verify(token).block();

        assertThat(verifier.verify(token).block()).isNotNull().isSameAs(first);
    }
}
