package dev.steward.healing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.Topics;
import dev.steward.events.healing.IncidentEscalated;
import dev.steward.events.healing.RemediationRequested;
import dev.steward.kit.testing.StewardIT;
import dev.steward.kit.testing.TestEvents;
import dev.steward.kit.testing.TestProjects;
import dev.steward.kit.testing.TestSecurity;
import dev.steward.kit.testing.TestTokens;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.annotation.Import;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient;

@StewardIT(properties = "steward.healing.answer-timeout=PT1S")
@AutoConfigureWebTestClient(timeout = "PT2M")
@Import(TestSecurity.class)
class SilentOwnerIT {

    private static final ParameterizedTypeReference<List<String>> STRINGS = new ParameterizedTypeReference<>() {};

    @Test
    void isAskedWithinTheLimitAndThenLeftToAPerson(
            TestEvents kafka,
            @Autowired TestProjects projects,
            @Autowired TestTokens tokens,
            @Autowired WebTestClient http) {
        projects.put("alpha", Map.of("ada", "developer"));
        kafka.createTopics(Topics.SESSION_EVENTS);
        TestSession session = new TestSession(kafka, "alpha");

        session.crashed(2, Instant.now());

        session.healing(IncidentEscalated.class, 1);
        assertThat(session.requests(3))
                .extracting(RemediationRequested::attempt)
                .containsExactly(1, 2, 3);
        http.get()
                .uri("/api/v1/incidents?target_id=" + session.id)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + tokens.token("ada"))
                .exchange()
                .expectBody()
                .jsonPath("$.items[0].escalation_reason")
                .isEqualTo("remediation-failed")
                .jsonPath("$.items[0].remediations[*].reason")
                .value(STRINGS, all -> assertThat(all).containsExactly("no-answer", "no-answer", "no-answer"));
    }
}
