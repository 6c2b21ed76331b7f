package dev.steward.zerotrust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.Topics;
import dev.steward.kit.testing.TestEvents;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Rotation of the signing key as an admin sees it. */
interface SigningKeyRequests {

    ZeroTrustClient anonymous();

    ZeroTrustClient admin();

    @Test
    default void rotatedKeyIsPublishedAndTokensOfTheOneBeforeStayGood(TestEvents events) {
        Map<?, ?> next = admin().post("/api/v1/zero-trust/signing-keys", Map.of())
                .expectStatus()
                .isCreated()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody();

        assertThat(next.get("state")).isEqualTo("next");
        assertThat(keys(anonymous().get("/.well-known/jwks.json"), "keys", "kid"))
                .hasSize(2)
                .contains(next.get("id").toString());
        assertThat(keys(admin().get("/api/v1/zero-trust/signing-keys"), "items", "state"))
                .containsExactly("next", "active");
        events.await(Topics.TRUST_STATE, seen -> seen.stream()
                .anyMatch(event -> event.subject().equals("keys") && event.sequence() == 2));
        admin().post("/api/v1/zero-trust/signing-keys", Map.of()).expectStatus().isEqualTo(409);
        anonymous()
                .post("/api/v1/zero-trust/signing-keys", Map.of())
                .expectStatus()
                .isUnauthorized();
    }

    private static List<String> keys(ResponseSpec response, String list, String member) {
        var body = response.expectStatus()
                .isOk()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody();
        return ((List<?>) body.get(list))
                .stream().map(key -> ((Map<?, ?>) key).get(member).toString()).toList();
    }
}
