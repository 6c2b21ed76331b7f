package dev.steward.session.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.session.application.StreamSlots.Claim;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamSlotsTest {

    private final StreamSlots slots = new StreamSlots(2, 3, 4);

    @ParameterizedTest
    @CsvSource({
        "ada a ada b, ada c, of one user",
        "ada a bob a eve a, joe a, of one session",
        "ada a bob b eve c joe d, kim e, in all"
    })
    void refusesOneMoreThanItsLimitAndKeepsNothingOfIt(String held, String more, String whose) {
        String[] words = held.split(" ", -1);
        for (int i = 0; i < words.length; i += 2) {
            slots.take(words[i], words[i + 1]);
        }
        String[] next = more.split(" ", -1);

        for (int i = 0; i < 3; i++) {
            assertThat(slots.take(next[0], next[1]))
                    .isInstanceOfSatisfying(
                            Claim.Full.class, full -> assertThat(full.reason()).contains(whose));
        }

        assertThat(slots.size()).isEqualTo(words.length / 2);
    }

    @Test
    void givesASlotBackOnce() {
        Runnable first = held("ada", "a");
        slots.take("ada", "a");

        first.run();
        first.run();

        assertThat(slots.size()).isEqualTo(1);
        held("ada", "a").run();
        assertThat(slots.size()).isEqualTo(1);
    }

    @Test
    void keepsNothingOfWhatManyTookAtOnce() {
        StreamSlots tight = new StreamSlots(8, 8, 5);
        AtomicInteger had = new AtomicInteger();

        IntStream.range(0, 10_000).parallel().forEach(i -> {
            if (tight.take("user" + i % 3, "session" + i % 7) instanceof Claim.Held(Runnable giveBack)) {
                had.incrementAndGet();
                giveBack.run();
            }
        });

        assertThat(had.get()).isPositive();
        assertThat(tight.size()).isZero();
        for (int i = 0; i < 5; i++) {
            assertThat(tight.take("ada", "a")).isInstanceOf(Claim.Held.class);
        }
    }

    private Runnable held(String holder, String session) {
        return ((Claim.Held) slots.take(holder, session)).giveBack();
    }
}
