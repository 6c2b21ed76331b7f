package dev.steward.session.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
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
        submit("a");
        submit("b");

        assertThat(begun).containsExactly("a", "b");
    }

    @Test
    void runsAKeyOnceMoreHoweverOftenItWasSubmittedMeanwhile() {
        submit("a");
        submit("a");
        submit("a");
        assertThat(begun).containsExactly("a");

        open();

        assertThat(begun).containsExactly("a", "a");
    }

    @Test
    void runsAgainWhenSubmittedAfterwards() {
        submit("a");
        open();
        submit("a");

        assertThat(begun).containsExactly("a", "a");
    }

    @Test
    void beginsNothingAfterItWasStopped() {
        submit("a");
        submit("a");

        runs.stop();
        submit("b");

        assertThat(begun).containsExactly("a");
    }

    @Test
    void tellsWhenTheRunThatItBeganIsOver() {
        AtomicBoolean over = new AtomicBoolean();
        AtomicBoolean busy = new AtomicBoolean();
        Disposable _ = runs.submit("a").subscribe(null, null, () -> over.set(true));
        Disposable _ = runs.submit("a").subscribe(null, null, () -> busy.set(true));
        assertThat(over).isFalse();
        assertThat(busy).isTrue();

        open();

        assertThat(over).isTrue();
        assertThat(begun).containsExactly("a", "a");
    }

    private void submit(String key) {
        Disposable _ = runs.submit(key).subscribe();
    }

    private void open() {
        Sinks.Empty<Void> opened = gate;
        gate = Sinks.empty();
        opened.tryEmitEmpty();
    }
}
