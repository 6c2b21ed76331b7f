package dev.steward.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clock does not stand still here, so a few requests more than the quota may pass. */
class LimitIT extends Edge {

    @Test
    void limitsAddressesThatShowNoToken() {
        RawHttp client = edge().from("127.0.1.1");
        RawAnswer first = client.get("/api/v1/sessions");
        RawAnswer last = first;
        for (int i = 0; i < 110 && last.status() != 429; i++) {
            last = client.get("/api/v1/nothing");
        }

        assertThat(first.header("RateLimit-Policy")).isEqualTo("\"basic\";q=100;w=60");
        assertThat(first.header("RateLimit")).startsWith("\"basic\";r=99;t=");
        assertProblem(last, 429, "too-many-requests");
        assertThat(last.header("Retry-After")).isEqualTo("1");
        assertThat(last.header("RateLimit")).startsWith("\"basic\";r=0;t=");
        assertThat(client.get("/api/v1/sessions", EdgeTokens.of("ben")).status())
                .isEqualTo(200);
        assertThat(edge().from("127.0.1.2").get("/api/v1/sessions").status()).isEqualTo(401);
    }

    @Test
    void countsTokensThatDoNotHoldAgainstTheAddress() {
        RawHttp client = edge().from("127.0.1.3");
        RawAnswer answer = client.get("/api/v1/sessions", EdgeTokens.expired("ann"));

        assertThat(answer.header("RateLimit-Policy")).startsWith("\"basic\"");
    }

    @Test
    void countsACallerWhereverItCallsFrom() {
        assertThat(remaining(edge().from("127.0.1.4").get("/api/v1/sessions", EdgeTokens.of("zoe"))))
                .isEqualTo(999);
        assertThat(remaining(edge().from("127.0.1.5").get("/api/v1/jobs", EdgeTokens.of("zoe"))))
                .isLessThan(1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "performance"})
    void doesNotLimitAdministratorsAndPerformanceRuns(String role) {
        RawAnswer answer = edge().get("/api/v1/sessions", EdgeTokens.of("root", role));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers("RateLimit")).isEmpty();
    }

    @Test
    void limitsARouteAloneForThoseOfTheBasicPlan() {
        String basic = EdgeTokens.of("tim", "limits:basic");
        RawAnswer first = create(basic);
        RawAnswer last = first;
        for (int i = 0; i < 20 && last.status() != 429; i++) {
            last = create(basic);
        }

        assertThat(first.headers("RateLimit-Policy"))
                .containsExactly("\"basic\";q=100;w=60", "\"job-creation\";q=10;w=60");
        assertThat(last.headers("RateLimit").getLast()).startsWith("\"job-creation\";r=0;t=");
        assertProblem(last, 429, "too-many-requests");
        assertThat(last.header("Retry-After")).isEqualTo("6");
        assertThat(edge().get("/api/v1/jobs", basic).status()).isEqualTo(200);
        assertThat(create(EdgeTokens.of("tom")).headers("RateLimit-Policy")).hasSize(1);
    }

    private RawAnswer create(String token) {
        return edge().send("POST", "/api/v1/jobs", List.of(token), "{}".getBytes());
    }

    private static int remaining(RawAnswer answer) {
        return Integer.parseInt(answer.header("RateLimit").replaceAll(".*r=(\\d+).*", "$1"));
    }
}
