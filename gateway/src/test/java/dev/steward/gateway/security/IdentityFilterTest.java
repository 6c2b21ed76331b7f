package dev.steward.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.kit.security.KeySetUnavailableException;
import dev.steward.kit.security.SecurityProperties;
import dev.steward.kit.security.SigningKeys;
import dev.steward.kit.security.TokenVerifier;
import dev.steward.kit.security.trust.TokenStanding;
import dev.steward.kit.testing.TestTokens;
import dev.steward.kit.web.ProblemCode;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;

class IdentityFilterTest {

    private static final SecurityProperties SECURITY =
            new SecurityProperties(TestTokens.ISSUER, "steward", "http://127.0.0.1:1/jwks.json");

    private final TestTokens tokens = new TestTokens();

    @ParameterizedTest
    @EnumSource(names = {"STANDS", "UNKNOWN"})
    void knowsCallersUnlessTheirLoginIsKnownToBeRevoked(TokenStanding.Standing standing) {
        assertThat(identify(tokens, standing, "bearer " + tokens.token("ann")))
                .isInstanceOfSatisfying(
                        Identity.Known.class,
                        known -> assertThat(known.caller().userId()).isEqualTo("ann"));
    }

    @Test
    void doesNotKnowCallersWhoseLoginWasRevoked() {
        assertThat(refusal(tokens, TokenStanding.Standing.REVOKED)).isEqualTo(ProblemCode.UNAUTHORIZED);
    }

    @Test
    void doesNotKnowACallerAnyMoreOnceTheirLoginIsRevoked() {
        var standing = new AtomicReference<>(TokenStanding.Standing.STANDS);
        var callers = new TokenCallers(
                new TokenVerifier(tokens, SECURITY, Clock.systemUTC()), (_, _, _) -> Mono.fromSupplier(standing::get));
        String token = tokens.token("ann");
        assertThat(callers.of(token).block()).isInstanceOf(Identity.Known.class);

        standing.set(TokenStanding.Standing.REVOKED);

        assertThat(callers.of(token).block()).isInstanceOf(Identity.Anonymous.class);
    }

    @Test
    void saysSoWhenKeysCannotBeLookedUp() {
        var error = new KeySetUnavailableException(Duration.ofSeconds(7), new IllegalStateException("away"));

        assertThat(identify(_ -> Mono.error(error), TokenStanding.Standing.STANDS, "Bearer " + tokens.token("ann")))
                .isInstanceOfSatisfying(Identity.Anonymous.class, anonymous -> {
                    assertThat(anonymous.refusal().code()).isEqualTo(ProblemCode.SERVICE_UNAVAILABLE);
                    assertThat(anonymous.refusal().headers()).containsEntry("Retry-After", "7");
                });
    }

    private ProblemCode refusal(SigningKeys keys, TokenStanding.Standing standing) {
        Identity identity = identify(keys, standing, "Bearer " + tokens.token("ann"));
        return ((Identity.Anonymous) identity).refusal().code();
    }

    private static Identity identify(SigningKeys keys, TokenStanding.Standing standing, String header) {
        var filter = new IdentityFilter(new TokenCallers(
                new TokenVerifier(keys, SECURITY, Clock.systemUTC()), (_, _, _) -> Mono.just(standing)));
        var exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/").header("Authorization", header));
        filter.filter(exchange, _ -> Mono.empty()).block();
        return Identity.of(exchange);
    }
}
