package dev.steward.kit.cloudevents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.events.session.SessionCrashed;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

class EventDataTest {

    private final EventData data = new EventData(JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build());

    private final SessionCrashed crashed = new SessionCrashed(
            "s-1", "atlas", null, 9, "out-of-memory", List.of("boom"), Instant.parse("2026-05-01T10:00:00Z"), 1);

    @Test
    void readsWhatItWroteWithNullsInIt() {
        byte[] json = data.write(crashed);

        assertThat(json).asString(UTF_8).contains("\"session_id\":\"s-1\"", "\"crashed_at\":\"2026-05-01T10:00:00Z\"");
        assertThat(data.read(json, SessionCrashed.class)).isEqualTo(crashed);
    }

    @Test
    void ignoresFieldsOfALaterVersion() {
        String later = new String(data.write(crashed), UTF_8).replace("{", "{\"added_later\":{\"x\":1},");

        assertThat(data.read(later.getBytes(UTF_8), SessionCrashed.class)).isEqualTo(crashed);
    }

    @Test
    void readsWhatAnEarlierVersionWrote() {
        String earlier = new String(data.write(crashed), UTF_8).replace("\"reason\":\"out-of-memory\",", "");

        assertThat(earlier).doesNotContain("reason");
        assertThat(data.read(earlier.getBytes(UTF_8), SessionCrashed.class))
                .satisfies(event -> assertThat(event.reason()).isNull())
                .satisfies(event -> assertThat(event.lastLines()).containsExactly("boom"));
    }

    @Test
    void namesTheFieldThatDoesNotFit() {
        String wrong = new String(data.write(crashed), UTF_8).replace("\"2026-05-01T10:00:00Z\"", "\"soon\"");

        assertThatThrownBy(() -> data.read(wrong.getBytes(UTF_8), SessionCrashed.class))
                .isInstanceOf(BadEventException.class)
                .hasMessage("the data does not fit its type at crashed_at");
    }

    @Test
    void saysWhyTheRecordRefusedItself() {
        String blank = new String(data.write(crashed), UTF_8).replace("\"s-1\"", "\" \"");

        assertThatThrownBy(() -> data.read(blank.getBytes(UTF_8), SessionCrashed.class))
                .hasMessage("the data does not fit its type: session_id must not be blank");
    }

    @Test
    void refusesWhatIsNoJsonAndWhatIsNull() {
        assertThatThrownBy(() -> data.read("{".getBytes(UTF_8), SessionCrashed.class))
                .hasMessage("the data is not JSON");
        assertThatThrownBy(() -> data.read("null".getBytes(UTF_8), SessionCrashed.class))
                .hasMessage("the data is null");
    }
}
