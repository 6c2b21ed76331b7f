package dev.steward.gateway.limits;

import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Says in the answer what a bucket said (draft-ietf-httpapi-ratelimit-headers), and ends a request that had no token. */
final class Counted {

    private Counted() {}

    static Mono<Void> tell(ServerWebExchange exchange, Allowance allowance) {
        HttpHeaders headers = exchange.getResponse().getHeaders();
        headers.add("RateLimit-Policy", "\"%s\";q=%d;w=60".formatted(allowance.plan(), allowance.quota()));
        headers.add(
                "RateLimit",
                "\"%s\";r=%d;t=%d"
                        .formatted(
                                allowance.plan(),
                                allowance.remaining(),
                                roundedUp(allowance.untilFull()).toSeconds()));
        return allowance.granted()
                ? Mono.empty()
                : Mono.error(new Problem(
                                ProblemCode.TOO_MANY_REQUESTS,
                                "No more than " + allowance.quota() + " requests a minute are allowed.")
                        .retryAfter(roundedUp(allowance.untilNext())));
    }

    private static Duration roundedUp(Duration duration) {
        return Duration.ofSeconds(duration.plusNanos(999_999_999).toSeconds());
    }
}
