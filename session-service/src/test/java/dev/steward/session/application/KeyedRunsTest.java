package dev.steward.session.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Sinks;

class KeyedRunsTest {

    private final List<String> begun = new ArrayList<>();
    private Sinks.Empty<Void> gate = Sinks.empty();
    private final KeyedRuns runs = new KeyedRuns(key -> {
        begun.add(key);
        return gate.asMono();
    });

    @Test
    void runsDifferentKeysAtTheSameTime() {
        runs.submit("a");
        runs.submit("b");

        assertThat(begun).containsExactly("a", "b");
    }

    @Test
    void runsAKeyOnceMoreHoweverOftenItWasSubmittedMeanwhile() {
        runs.submit("a");
        runs.submit("a");
        runs.submit("a");
        assertThat(begun).containsExactly("a");

        open();

        assertThat(begun).containsExactly("a", "a");
    }

    @Test
    void runsAgainWhenSubmittedAfterwards() {
        runs.submit("a");
        open();
        runs.submit("a");

        assertThat(begun).containsExactly("a", "a");
    }

    @Test
    void beginsNothingAfterItWasStopped() {
        runs.submit("a");
        runs.submit("a");

        runs.stop();
        runs.submit("b");

        assertThat(begun).containsExactly("a");
    }

    private void open() {
        Sinks.Empty<Void> opened = gate;
        gate = Sinks.empty();
        opened.tryEmitEmpty();
    }
}
