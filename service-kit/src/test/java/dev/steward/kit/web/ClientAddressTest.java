package dev.steward.kit.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.MethodParameter;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.reactive.BindingContext;

class ClientAddressTest {

    @Test
    void isTheWholeAddressInTheOldProtocol() {
        assertThat(key("192.0.2.1")).isEqualTo("192.0.2.1").isNotEqualTo(key("192.0.2.2"));
    }

    @Test
    void isTheNetworkInTheNewOne() {
        assertThat(key("2001:db8:1:2::1"))
                .isEqualTo(key("2001:db8:1:2:ffff::9"))
                .isNotEqualTo(key("2001:db8:1:3::1"));
    }

    @Test
    void isOneForAllWithoutAnAddress() {
        assertThat(ClientAddress.of(null)).isEqualTo(new ClientAddress("unknown"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "127.0.0.1  | 203.0.113.9              | 203.0.113.9",
                "127.0.0.1  | 198.51.100.1, 203.0.113.9 | 203.0.113.9",
                "127.0.0.1  | evil.test                | 127.0.0.1",
                "127.0.0.1  | 203.0.113.9:80           | 127.0.0.1",
                "127.0.0.1  | ''                       | 127.0.0.1",
                "127.0.0.1  | -                        | 127.0.0.1",
                "192.0.2.77 | 203.0.113.9              | 192.0.2.77"
            })
    void isTakenFromWhatAProxyOfOursSays(String peer, @Nullable String forwarded, String address) {
        var request = MockServerHttpRequest.get("/").remoteAddress(new InetSocketAddress(peer, 1));
        if (forwarded != null) {
            request.header("X-Forwarded-For", forwarded);
        }
        var resolver = new ClientAddressArgumentResolver(new TrustedProxies(List.of("127.0.0.0/8", "::1/128")));

        assertThat(resolver.resolveArgument(
                                new MethodParameter(ClientAddressTest.class.getDeclaredMethods()[0], -1),
                                new BindingContext(),
                                MockServerWebExchange.from(request))
                        .block())
                .isEqualTo(new ClientAddress(address));
    }

    private static String key(String address) {
        return ClientAddress.of(InetAddress.ofLiteral(address)).key();
    }
}
