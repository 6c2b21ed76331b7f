package dev.steward.devstack.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.devstack.suite.SuiteException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CommandLineTest {
    @Test
    void readsFlagsOptionsInBothFormsAndWords() {
        var line = parse("word", "--wipe", "--target", "http://host", "--dataset=a=b.csv");

        assertThat(line.has("--wipe")).isTrue();
        assertThat(line.has("--yes")).isFalse();
        assertThat(line.option("--target")).contains("http://host");
        assertThat(line.option("--dataset")).contains("a=b.csv");
        assertThat(line.words()).containsExactly("word");
    }

    @Test
    void refusesWhatTheCommandDoesNotKnow() {
        assertRefused("Unknown option --force", "--force");
        assertRefused("Unknown option --wipe=now", "--wipe=now");
        assertRefused("A value is missing for --target", "--target");
    }

    private static void assertRefused(String reason, String... arguments) {
        assertThatThrownBy(() -> parse(arguments))
                .isInstanceOf(SuiteException.class)
                .hasMessageStartingWith(reason);
    }

    private static CommandLine parse(String... arguments) {
        return CommandLine.parse(List.of(arguments), Set.of("--wipe", "--yes"), Set.of("--target", "--dataset"));
    }
}
