package dev.steward.session.adapter.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogPositionTest {

    private final LogPosition position = new LogPosition();

    @Test
    void readsOnAfterTheLastLineOfManyAtOneTime() {
        read("1 a", "2 b", "2 c");
        position.again();

        assertThat(read("0 x", "1 a", "2 b")).isEqualTo("");
        assertThat(read("2 c", "2 d", "2 e", "3 f")).isEqualTo("def");
        position.again();
        assertThat(read("2 b", "2 c", "2 d", "2 e", "3 f", "3 g")).isEqualTo("g");
    }

    @Test
    void leavesNothingOutThatWasNotRead() {
        // Two streams of one process, not quite in order.
        assertThat(read("2 b", "1 a", "3 c")).isEqualTo("bac");
        position.again();

        assertThat(read("5 e", "4 d")).isEqualTo("ed");
    }

    @Test
    void aRestGoesWithItsBeginning() {
        assertThat(read("1 a") + position.read("2026-03-01T10:00:09Z rest", false))
                .isEqualTo("a2026-03-01T10:00:09Z rest");
        position.again();

        assertThat(read("1 a")).isEmpty();
        assertThat(position.read("rest", false)).isNull();
        assertThat(read("2 b") + position.read("rest", false)).isEqualTo("brest");
    }

    @Test
    void hasNoTimeOfLinesThatSayNone() {
        assertThat(position.read("no time", true)).isEqualTo("no time");
        assertThat(position.since()).isNull();

        assertThat(position.read("2026-03-01T12:00:00.9+02:00 a", true)).isEqualTo("a");
        assertThat(position.since()).isEqualTo("2026-03-01T10:00:00Z");
    }

    /** The texts that were told of lines printed at these seconds. */
    private String read(String... lines) {
        StringBuilder told = new StringBuilder();
        for (String line : lines) {
            String text = position.read("2026-03-01T10:00:0" + line.replaceFirst(" ", ".5Z "), true);
            told.append(text == null ? "" : text);
        }
        return told.toString();
    }
}
