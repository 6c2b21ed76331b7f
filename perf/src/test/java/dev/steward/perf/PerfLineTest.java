package dev.steward.perf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.devstack.suite.SuiteException;
import dev.steward.perf.load.Profile;
import dev.steward.perf.load.Traffic.Arrivals;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PerfLineTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "login",
                "open-session",
                "run-job",
                "edge-mix",
                "revocation",
                "chaos/session-crash",
                "chaos/kafka-restart",
                "sessions",
                "sessions/pool"
            })
    void knowsEachScriptWithItsSmokeAndLoad(String script) {
        assertThat(parse(script).profile().name()).isEqualTo("smoke");
        assertThat(parse(script).profile().traffic().length()).isEqualTo(Duration.ofSeconds(30));
        assertThat(parse(script, "--profile", "load").profile().name()).isEqualTo("load");
    }

    @Test
    void shortensAProfile() {
        var line = parse("edge-mix", "--profile=open", "--scale", "0.5");

        assertThat(line.profile().traffic()).isEqualTo(new Arrivals(200, Duration.ofMinutes(1)));
        assertThat(line.profile().thresholds()).isEqualTo(Profile.OPEN.thresholds());
        assertThat(line.scale()).isEqualTo(0.5);
    }

    @Test
    void saysWhatThereIs() {
        assertRefused("Say which script: login, open-session, run-job, edge-mix, revocation, chaos/session-crash, ");
        assertRefused("Say which script: ", "login", "run-job");
        assertRefused("There is no script sleep; there are login, ", "sleep");
        assertRefused("There is no profile open of login; there are smoke, load.", "login", "--profile", "open");
        assertRefused("There is no script policy; ", "policy", "--scale", "0.1");
        assertRefused("Unknown option --fast", "login", "--fast");
        for (var scale : List.of("0", "2", "NaN", "half")) {
            assertRefused("--scale has to be a number from 0.01 to 1 and is " + scale + ".", "login", "--scale", scale);
        }
    }

    private static void assertRefused(String reason, String... arguments) {
        assertThatThrownBy(() -> parse(arguments))
                .isInstanceOf(SuiteException.class)
                .hasMessageStartingWith(reason);
    }

    private static PerfLine parse(String... arguments) {
        return PerfLine.parse(List.of(arguments));
    }
}
