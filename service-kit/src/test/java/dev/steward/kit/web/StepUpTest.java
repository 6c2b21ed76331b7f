package dev.steward.kit.web;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.kit.config.ClockAutoConfiguration;
import dev.steward.kit.security.Route;
import dev.steward.kit.security.SecurityAutoConfiguration;
import dev.steward.kit.testing.TestSecurity;
import dev.steward.kit.testing.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.webflux.test.autoconfigure.WebFluxTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

@WebFluxTest(controllers = ThingService.ThingController.class)
@ImportAutoConfiguration({ClockAutoConfiguration.class, WebAutoConfiguration.class, SecurityAutoConfiguration.class})
@Import({TestSecurity.class, ThingService.ThingController.class})
@ContextConfiguration(classes = ThingService.Application.class)
class StepUpTest {

    @Autowired
    private WebTestClient http;

    @Autowired
    private TestTokens tokens;

    @Test
    void tokenWithoutASecondFactorIsToldHowToGetThrough() {
        refused(guarded(tokens.token("ada")));
    }

    @Test
    void secondFactorHasToBeRecent() {
        refused(guarded(withMfa(Instant.now().minusSeconds(400))));

        guarded(withMfa(Instant.now().minusSeconds(200))).expectStatus().isOk();
    }

    @Test
    void claimOfAnotherTypeIsNoSecondFactor() {
        guarded(tokens.token("ada", claims -> claims.claim("mfa_at", "now")))
                .expectStatus()
                .isUnauthorized()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("unauthorized");
    }

    @Test
    void badTokenIsRefusedAsOne() {
        guarded("no.token.atall")
                .expectStatus()
                .isUnauthorized()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("unauthorized");
    }

    @Test
    void problemCarriesItsExtensionMembersAtTheTop() {
        http.get()
                .uri("/limited")
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectBody()
                .jsonPath("$.mfa_token")
                .isEqualTo("t")
                .jsonPath("$.methods")
                .isEqualTo(List.of("totp"))
                .jsonPath("$.members")
                .doesNotExist();
    }

    @Test
    void routeThatAsksNobodyForATokenCannotAskForASecondFactor() {
        Route open = Route.get("/open").open();

        assertThatThrownBy(() -> open.mfaWithin(Duration.ofMinutes(5))).isInstanceOf(IllegalArgumentException.class);
    }

    private String withMfa(Instant at) {
        return tokens.token("ada", claims -> claims.claim("mfa_at", at.getEpochSecond()));
    }

    private ResponseSpec guarded(String token) {
        return http.get()
                .uri("/guarded")
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .exchange();
    }

    private static void refused(ResponseSpec response) {
        response.expectStatus()
                .isUnauthorized()
                .expectHeader()
                .valueMatches(
                        HttpHeaders.WWW_AUTHENTICATE,
                        "Bearer error=\"insufficient_user_authentication\", .*max_age=\"300\"")
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("step-up-required")
                .jsonPath("$.max_age")
                .isEqualTo(300);
    }
}
