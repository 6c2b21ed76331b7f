package dev.steward.zerotrust.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopesTest {

    @ParameterizedTest
    @CsvSource({
        "jobs:read, *:*, jobs:read",
        "*:*, *:read, *:read",
        "jobs:*, *:read, jobs:read",
        "jobs:*, users:*, ''",
        "jobs:read, jobs:write, ''",
        "jobs:* users:read, *:read, jobs:read users:read",
        "*:read jobs:*, *:read jobs:*, *:read jobs:*",
        "*:*, *:read sessions:* jobs:*, *:read jobs:* sessions:*",
    })
    void isWhatBothPermitAndNoMore(String one, String other, String both) {
        assertThat(of(one).within(of(other)).wire()).isEqualTo(both);
        assertThat(of(other).within(of(one)).wire()).isEqualTo(both);
    }

    @Test
    void coversWhatItStandsFor() {
        assertThat(of("*:read jobs:*").cover("users:read")).isTrue();
        assertThat(of("*:read jobs:*").cover("jobs:write")).isTrue();
        assertThat(of("*:read jobs:*").cover("users:write")).isFalse();
        assertThat(of("jobs:read").cover("*:read")).isFalse();
        assertThat(of("").cover("jobs:read")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jobs", "Jobs:read", "jobs:read:all", ":", "jobs:", "jobs:re ad", "**:read", "jobs:read\n"})
    void otherTextIsNoScope(String text) {
        assertThatThrownBy(() -> Scopes.of(List.of(text))).isInstanceOf(IllegalArgumentException.class);
    }

    private static Scopes of(String names) {
        return Scopes.of(names.isEmpty() ? List.of() : List.of(names.split(" ")));
    }
}
