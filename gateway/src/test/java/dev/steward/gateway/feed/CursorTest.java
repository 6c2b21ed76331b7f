package dev.steward.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.Topics;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    @Test
    void isReadAsItIsWritten() {
        Cursor cursor = new Cursor(Map.of(
                new TopicPartition(Topics.SESSION_EVENTS, 12),
                7L,
                new TopicPartition(Topics.PLATFORM_SIGNALS, 0),
                Long.MAX_VALUE / 100));

        assertThat(cursor.toString()).isEqualTo("a12:7,g0:92233720368547758");
        assertThat(Cursor.parse(cursor.toString())).isEqualTo(cursor);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "17",
                "a0",
                "a0:",
                "a:1",
                "h0:1",
                "a0:1,",
                ",a0:1",
                "a0:-1",
                "A0:1",
                "a0:99999999999999999999",
                "a00000:1"
            })
    void refusesAnythingElse(String text) {
        assertThat(Cursor.parse(text)).isNull();
    }

    @Test
    void refusesWhatIsTooLong() {
        assertThat(Cursor.parse("a0:1,".repeat(2_000) + "a0:1")).isNull();
    }
}
