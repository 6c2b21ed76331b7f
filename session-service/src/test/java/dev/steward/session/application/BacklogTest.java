package dev.steward.session.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Sinks;

class BacklogTest {

    private final Sinks.Many<String> source = Sinks.many().multicast().directBestEffort();
    private final List<String> heard = new ArrayList<>();
    private final BaseSubscriber<String> listener = new BaseSubscriber<>() {
        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            // Asks by hand.
        }

        @Override
        protected void hookOnNext(String text) {
            heard.add(text);
        }
    };

    @Test
    void aSlowListenerHearsOfAllAtOnceAndAFastOneOfEach() {
        Backlog.merged(source.asFlux(), String::concat).subscribe(listener);

        say("a");
        say("b");
        assertThat(heard).isEmpty();
        listener.request(1);
        assertThat(heard).containsExactly("ab");
        listener.request(2);
        say("c");
        say("d");
        say("e");
        say("f");
        listener.request(5);
        assertThat(heard).containsExactly("ab", "c", "d", "ef");
        say("g");
        assertThat(heard).endsWith("g");
    }

    private void say(String text) {
        assertThat(source.tryEmitNext(text)).isEqualTo(Sinks.EmitResult.OK);
    }
}
