package dev.steward.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHostTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"edge.test", "edge.test:8080", "127.0.0.1:1", "[::1]", "[fd00::1]:443", "session_1.localhost"})
    void takesOneHost(String host) {
        assertThat(RequestHost.refusal(List.of(host), false)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "a b", "a/b", "a,b", "a@b", "a:b", "a:", "a:123456", "[::1", "http://a", "a\u0000", "ä"
            })
    void refusesAnythingElse(String host) {
        assertThat(RequestHost.refusal(List.of(host), true)).isNotNull();
    }

    @Test
    void wantsNoMoreThanOneAndOneSinceHttp11() {
        assertThat(RequestHost.refusal(List.of("a", "a"), true)).isNotNull();
        assertThat(RequestHost.refusal(List.of(), false)).isNotNull();
        assertThat(RequestHost.refusal(List.of(), true)).isNull();
    }
}
