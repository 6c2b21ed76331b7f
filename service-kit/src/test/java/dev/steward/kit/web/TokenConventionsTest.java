package dev.steward.kit.web;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.steward.kit.config.ClockAutoConfiguration;
import dev.steward.kit.security.SecurityAutoConfiguration;
import dev.steward.kit.testing.TestSecurity;
import dev.steward.kit.testing.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.webflux.test.autoconfigure.WebFluxTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Which tokens a service takes, and how it says so. */
@WebFluxTest(controllers = ThingService.ThingController.class)
@ImportAutoConfiguration({ClockAutoConfiguration.class, WebAutoConfiguration.class, SecurityAutoConfiguration.class})
@Import({TestSecurity.class, ThingService.ThingController.class})
@ContextConfiguration(classes = ThingService.Application.class)
class TokenConventionsTest {

    @Autowired
    private WebTestClient http;

    @Autowired
    private TestTokens tokens;

    @Test
    void noTokenIsUnauthorizedWithAChallenge() {
        http.get()
                .uri("/things")
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .valueEquals(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }

    @Test
    void anExpiredTokenIsUnauthorized() {
        String expired = tokens.token(
                "ada", claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(1))));
        refused(expired);
    }

    @Test
    void aTokenForSomebodyElseIsUnauthorized() {
        refused(tokens.token("ada", claims -> claims.audience("other")));
        refused(tokens.token("ada", claims -> claims.issuer("http://elsewhere")));
        refused(tokens.token(
                "ada", claims -> claims.notBeforeTime(Date.from(Instant.now().plus(Duration.ofHours(1))))));
    }

    @Test
    void aTokenOfAnotherTypeOrKeyIsUnauthorized() {
        JWTClaimsSet claims = new JWTClaimsSet.Builder().subject("ada").build();
        refused(tokens.sign(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID("test")
                        .type(JOSEObjectType.JWT)
                        .build(),
                claims));
        refused(tokens.sign(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID("who")
                        .type(new JOSEObjectType("at+jwt"))
                        .build(),
                claims));
        refused("not.a.token");
        refused(new TestTokens().token("ada"));
    }

    private void refused(String token) {
        http.get()
                .uri("/things")
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .valueEquals(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
    }
}
