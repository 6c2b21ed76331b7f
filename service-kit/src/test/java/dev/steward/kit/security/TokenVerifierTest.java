package dev.steward.kit.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.kit.testing.TestTokens;
import java.time.Clock;
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
    void theSignatureOfATokenIsCheckedOnce() {
        String token = tokens.token("ada");
        Caller first = verifier.verify(token).block();

        assertThat(verifier.verify(token).block()).isNotNull().isSameAs(first);
    }
}
