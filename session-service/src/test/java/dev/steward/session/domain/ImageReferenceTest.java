package dev.steward.session.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "debian",
                "node:24-slim",
                "team/app__x:1.2_3",
                "localhost:5000/debian",
                "mcr.microsoft.com/devcontainers/javascript-node:1-22-bookworm",
                "debian@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
            })
    void takesTheNamesOfImages(String text) {
        assertThat(ImageReference.isValid(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "; rm -rf /",
                "--privileged",
                "-v",
                "../debian",
                "a/../b",
                "a//b",
                "/debian",
                "debian:",
                "debian:-x",
                "debian latest",
                "debian\u0000",
                "debian\n",
                "$(id)",
                "Debian",
                "debian@sha256:0",
                "http://example/x"
            })
    void refusesTheRest(String text) {
        assertThat(ImageReference.isValid(text)).isFalse();
    }

    @Test
    void refusesLongOnesWithoutTakingLong() {
        assertThat(ImageReference.isValid("a".repeat(255))).isTrue();
        assertThat(ImageReference.isValid("a".repeat(10_240))).isFalse();
        assertThat(ImageReference.isValid("a-".repeat(127) + "!")).isFalse();
    }
}
