package dev.steward.zerotrust.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SecretValueTest {

    @ParameterizedTest
    @MethodSource
    void keepsAnyText(String text) {
        SecretValue value = SecretValue.parse(text).orElseThrow();

        assertThat(SecretValue.of(value.utf8()).text()).isEqualTo(text);
    }

    static Stream<String> keepsAnyText() {
        return Stream.of(" ", "a\n\0b", "ключ \uD83D\uDD11", "x".repeat(65_536), "\u00E9".repeat(32_768));
    }

    @ParameterizedTest
    @MethodSource
    void refusesWhatIsTooLongOrNoText(String text) {
        assertThat(SecretValue.parse(text)).isEmpty();
        assertThatThrownBy(() -> new SecretValue(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A secret must be text of 1 to 65536 bytes in UTF-8.");
    }

    static Stream<String> refusesWhatIsTooLongOrNoText() {
        return Stream.of("", "x".repeat(65_537), "\u00E9".repeat(32_769), "half a pair \uD83D");
    }

    @Test
    void doesNotShowItself() {
        assertThat(new SecretValue("hunter2").toString()).isEqualTo("SecretValue[redacted]");
        assertThat(new RevealedSecret(1, new SecretValue("hunter2")).toString()).doesNotContain("hunter2");
    }
}
