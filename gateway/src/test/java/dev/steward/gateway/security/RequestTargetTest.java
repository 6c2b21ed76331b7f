package dev.steward.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api/v1/sessions",
                "/api/v1/sessions/",
                "/api/v1/sessions/1/files/a%20b.txt",
                "/api/v1/sessions/1/files/%C3%A4.txt",
                "/api/v1/sessions/1/files/100%25.txt",
                "/api/v1/sessions/1/files/.hidden",
                "/api/v1/sessions/1/files/a..b",
                "/api/v1/sessions/1/files/%3Bx",
                "/.well-known/jwks.json",
            })
    void takesPathsThatMeanOneThing(String path) {
        assertThat(RequestTarget.refusal(path)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "api",
                "*",
                "//api",
                "/api//v1",
                "/a/./b",
                "/a/../b",
                "/a/..",
                "/a/%2e%2e/b",
                "/a/%2E./b",
                "/a/.%2e",
                "/a;b",
                "/a/..;/b",
                "/a\\b",
                "/a%2fb",
                "/a%2Fb",
                "/a%5cb",
                "/a%",
                "/a%2",
                "/a%zz",
                "/a%00",
                "/a%0d%0ab",
                "/a%7f",
                "/%c0%ae%c0%ae/b",
                "/%e0%80%af",
                "/%ff",
                "/ä",
            })
    void refusesPathsThatCouldMeanTwo(String path) {
        assertThat(RequestTarget.refusal(path)).isNotBlank();
    }
}
