package dev.steward.session.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortRulesTest {

    @Test
    void takesPortsOnce() {
        assertThat(PortRules.flaws(List.of(1, 3000, 65_535))).isEmpty();
        assertThat(PortRules.flaws(List.of(3000, 8080, 3000))).containsExactly(new Flaw("[2]", "is there twice"));
    }

    @Test
    void namesEachThatIsNone() {
        assertThat(PortRules.flaws(Arrays.asList(0, 80, 65_536, null, -1)))
                .extracting(Flaw::part)
                .containsExactly("[0]", "[2]", "[3]", "[4]");
    }

    @Test
    void takesTenAtMost() {
        assertThat(PortRules.flaws(upTo(10))).isEmpty();
        assertThat(PortRules.flaws(upTo(11))).extracting(Flaw::part).containsExactly("");
    }

    private static List<Integer> upTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }
}
