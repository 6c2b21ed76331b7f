package dev.steward.gateway.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.kit.web.TrustedProxies;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

class EdgeHeadersTest {

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, '203.0.113.9', 203.0.113.9",
        "10.1.2.3, '1.2.3.4, 203.0.113.9', 203.0.113.9",
        "10.1.2.3, '203.0.113.9, a-name', 10.1.2.3",
        "198.51.100.7, '203.0.113.9', 198.51.100.7",
        "127.0.0.1, '203.0.113.9', 127.0.0.1",
    })
    void saysWhereARequestCameFromByTheWordOfItsOwnProxiesOnly(String peer, String forwarded, String told) {
        var request = MockServerHttpRequest.get("/things")
                .remoteAddress(new InetSocketAddress(peer, 1))
                .header("X-Forwarded-For", forwarded);
        var exchange = MockServerWebExchange.from(request);

        var passed = new EdgeHeaders(new TrustedProxies(List.of("10.0.0.0/8")))
                .filter(exchange.getRequest().getHeaders(), exchange);

        assertThat(passed.get("X-Forwarded-For")).containsExactly(told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-API-Key", "x_api_key", "X-User-Id", "Forwarded"})
    void passesNothingOnThatOnlyTheGatewayIsTold(String header) {
        var exchange = MockServerWebExchange.from(
                MockServerHttpRequest.get("/things").header(header, "x").header("X-Other", "y"));

        var passed = new EdgeHeaders(new TrustedProxies(List.of()))
                .filter(exchange.getRequest().getHeaders(), exchange);

        assertThat(passed.containsHeader(header)).isFalse();
        assertThat(passed.get("X-Other")).containsExactly("y");
    }
}
