package dev.steward.session.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
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
            assertThatThrownBy(() -> slots.take(next[0], next[1])).isInstanceOfSatisfying(Problem.class, problem -> {
                assertThat(problem.code()).isEqualTo(ProblemCode.TOO_MANY_REQUESTS);
                assertThat(problem.detail()).contains(whose);
            });
        }

        assertThat(slots.size()).isEqualTo(words.length / 2);
    }

    @Test
    void givesASlotBackOnce() {
        Runnable first = slots.take("ada", "a");
        slots.take("ada", "a");

        first.run();
        first.run();

        assertThat(slots.size()).isEqualTo(1);
        slots.take("ada", "a").run();
        assertThat(slots.size()).isEqualTo(1);
    }
}
