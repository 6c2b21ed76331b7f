package dev.steward.zerotrust.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsernameTest {

    @Test
    void isLowerCaseHoweverItWasTyped() {
        assertThat(Username.parse("Ada.Lovelace@Example.org")).contains(new Username("ada.lovelace@example.org"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", ".ada", "ada lovelace", "ada\u0000", "ada\n", "ädä", "a/b", "ADA\u212A"})
    void refusesWhatIsNoName(String typed) {
        assertThat(Username.parse(typed)).isEmpty();
    }

    @Test
    void hasAtMost64Characters() {
        assertThat(Username.parse("a".repeat(64))).isPresent();
        assertThat(Username.parse("a".repeat(65))).isEmpty();
    }
}
