package dev.steward.kit.testing.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.kit.security.Route;
import dev.steward.kit.security.RouteTable;
import dev.steward.kit.security.SecurityProperties;
import dev.steward.kit.security.TokenVerifier;
import dev.steward.kit.testing.TestAccess;
import dev.steward.kit.testing.TestTokens;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;

/** The same requests without a server in front, which may refuse some of them before a token is looked at. */
class HostileTokensTest {

    private static final TestTokens TOKENS = new TestTokens();
    private static final TokenForge FORGE = TOKENS.forge("ada", "admin");

    private final AtomicInteger lookedUp = new AtomicInteger();
    private final TokenVerifier verifier = new TokenVerifier(
            keyId -> {
                lookedUp.incrementAndGet();
                return TOKENS.find(keyId);
            },
            new SecurityProperties(TestTokens.ISSUER, "steward", "http://zero-trust/jwks"),
            Clock.systemUTC());

    static List<HostileRequest> requests() {
        return HostileTokens.ALL;
    }

    @ParameterizedTest
    @MethodSource("requests")
    void isRefused(HostileRequest request) {
        assertThat(refusal(request.headers().apply(FORGE)))
                .isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code())
                        .isIn(ProblemCode.UNAUTHORIZED, ProblemCode.BAD_REQUEST));
    }

    @Test
    void theyAreManyAndEachIsSomethingElse() {
        assertThat(HostileTokens.ALL).hasSizeGreaterThanOrEqualTo(150);
        assertThat(HostileTokens.ALL).extracting(HostileRequest::name).doesNotHaveDuplicates();
        assertThat(HostileTokens.ALL)
                .allSatisfy(request -> assertThat(request.rules()).matches("(ASVS|RFC) [0-9].*"));
    }

    @Test
    void whatTheyAreMadeFromPasses() {
        assertThat(refusal(List.of("Authorization: Bearer " + FORGE.token().signed())))
                .isNull();
        assertThat(refusal(List.of("Authorization: bEARER   " + FORGE.good()))).isNull();
    }

    @Test
    void whatIsNoKeyIdIsNotLookedFor() {
        for (Object keyId : List.of("../key", "' OR 1=1", "k".repeat(10_000), "http://169.254.169.254", "")) {
            refusal(List.of("Authorization: Bearer "
                    + FORGE.token().header("kid", keyId).signed()));
        }

        assertThat(lookedUp).hasValue(0);
    }

    private @Nullable Throwable refusal(List<String> headerLines) {
        var filter = new TestAccess().filter(RouteTable.of(Route.get("/things").authenticated()), verifier);
        var request = MockServerHttpRequest.get("/things");
        for (String line : headerLines) {
            int colon = line.indexOf(':');
            request.header(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        return filter.filter(MockServerWebExchange.from(request), _ -> Mono.empty())
                .materialize()
                .mapNotNull(signal -> signal.getThrowable())
                .block();
    }
}
