package dev.steward.session.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentRulesTest {

    @Test
    void takesWhatProgramsAreUsuallyTold() {
        assertThat(EnvironmentRules.flaws(Map.of("NODE_ENV", "development", "_x1", "; rm -rf / $(id)\n", "EMPTY", "")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PATH",
                "HOME",
                "PORT",
                "USER",
                "IFS",
                "ENV",
                "BASH_ENV",
                "LD_PRELOAD",
                "LD_",
                "STEWARD_SESSION_ID"
            })
    void refusesWhatTheServiceSets(String name) {
        assertThat(EnvironmentRules.flaws(Map.of(name, "x")))
                .containsExactly(new Flaw("." + name, "is set by the service"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "1A", "A-B", "A=B", "A B", "; rm -rf /", "../x", "Ä"})
    void refusesWhatIsNoName(String name) {
        assertThat(EnvironmentRules.flaws(Map.of(name, "x"))).hasSize(1);
    }

    @Test
    void tellsBackNoMoreOfANameThanIsFitToPrint() {
        assertThat(EnvironmentRules.flaws(Map.of("A\u0000\nB", "x")))
                .extracting(Flaw::part)
                .containsExactly(".A??B");
        assertThat(EnvironmentRules.flaws(Map.of("A".repeat(10_240), "x")))
                .extracting(Flaw::part)
                .containsExactly("." + "A".repeat(40) + "...");
    }

    @Test
    void refusesValuesNoProcessOrDatabaseCanHold() {
        assertThat(EnvironmentRules.flaws(Map.of("A", "x\u0000"))).hasSize(1);
        assertThat(EnvironmentRules.flaws(Map.of("A", "x\ud800"))).hasSize(1);
        assertThat(EnvironmentRules.flaws(Map.of("A", "😀"))).isEmpty();
        assertThat(EnvironmentRules.flaws(Map.of("A", "x".repeat(32 << 10)))).isEmpty();
        assertThat(EnvironmentRules.flaws(Map.of("A", "x".repeat((32 << 10) + 1))))
                .hasSize(1);
        Map<String, String> missing = new HashMap<>();
        missing.put("A", null);
        assertThat(EnvironmentRules.flaws(missing)).containsExactly(new Flaw(".A", "must not be null"));
    }

    @Test
    void boundsTheWhole() {
        assertThat(EnvironmentRules.flaws(env(100, 1))).isEmpty();
        assertThat(EnvironmentRules.flaws(env(101, 1))).extracting(Flaw::part).containsExactly("");
        assertThat(EnvironmentRules.flaws(env(10, 30_000)))
                .extracting(Flaw::part)
                .containsExactly("");
    }

    private static Map<String, String> env(int entries, int length) {
        return IntStream.range(0, entries).boxed().collect(Collectors.toMap(i -> "A" + i, _ -> "x".repeat(length)));
    }
}
