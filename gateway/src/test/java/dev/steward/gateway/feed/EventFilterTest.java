package dev.steward.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.web.Problem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventFilterTest {

    @ParameterizedTest
    @CsvSource({
        ", , true",
        "session.started.v1, , true",
        "session.stopped.v1, , false",
        "session.*, , true",
        "sess.*, , false",
        "'job.*,session.started.*', , true",
        ", s1, true",
        ", s2, false",
        "session.*, s2, false",
    })
    void wantsWhatWasAskedFor(@Nullable String types, @Nullable String subject, boolean wanted) {
        CloudEvent event = new CloudEvent(
                "1", "/x", "session.started.v1", "s1", Instant.EPOCH, null, null, null, null, null, null, new byte[0]);

        assertThat(EventFilter.of(types, subject).wants(event)).isEqualTo(wanted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "a..b", "a.*.b", ",a", "a b", "a.**"})
    void refusesWhatIsNoType(String types) {
        assertThatThrownBy(() -> EventFilter.of(types, null)).isInstanceOf(Problem.class);
    }
}
