package dev.steward.zerotrust.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PasswordTest {

    @Test
    void has12To128Characters() {
        assertThat(Password.parse("x".repeat(11))).isEmpty();
        assertThat(Password.parse("x".repeat(12))).isPresent();
        assertThat(Password.parse("x".repeat(128))).isPresent();
        assertThat(Password.parse("x".repeat(129))).isEmpty();
    }

    @Test
    void countsCharactersAndNotTheirHalves() {
        assertThat(Password.parse("\uD83D\uDD11".repeat(11))).isEmpty();
        assertThat(Password.parse("\uD83D\uDD11".repeat(12))).isPresent();
    }

    @Test
    void doesNotShowItself() {
        assertThat(new Password("correct horse battery").toString()).doesNotContain("horse");
    }
}
