package dev.steward.session.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.session.domain.Given;
import dev.steward.session.domain.UsageMeter;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What every store of window ends promises. */
public abstract class UsageRepositoryContract {

    private static final UsageMeter FIRST = UsageMeter.stored(1, Given.NOW.plusSeconds(15), 1.5, 0.25, null, null);
    private static final UsageMeter SECOND = UsageMeter.stored(2, Given.NOW.plusSeconds(30), 0.5, 0.5, 1.75, 4096L);

    private String session;

    protected abstract UsageRepository usage();

    /** The id of a session that exists and was never measured. */
    protected abstract String newSession();

    @BeforeEach
    void begin() {
        session = newSession();
    }

    @Test
    void knowsNothingOfWhatWasNeverMeasured() {
        assertThat(get(usage().find(session))).isNull();
    }

    @Test
    void givesBackTheLastEnd() {
        assertThat(get(usage().advance(session, null, FIRST))).isTrue();
        assertThat(get(usage().find(session))).isEqualTo(FIRST);

        assertThat(get(usage().advance(session, FIRST.until(), SECOND))).isTrue();
        assertThat(get(usage().find(session))).isEqualTo(SECOND);
    }

    @Test
    void refusesAWindowThatDoesNotMeetTheOneBefore() {
        get(usage().advance(session, null, FIRST));

        assertThat(get(usage().advance(session, null, SECOND))).isFalse();
        assertThat(get(usage().advance(session, Given.NOW, SECOND))).isFalse();
        assertThat(get(usage().find(session))).isEqualTo(FIRST);
    }

    @Test
    void refusesToGoOnFromNothing() {
        assertThat(get(usage().advance(session, Given.NOW, SECOND))).isFalse();
        assertThat(get(usage().find(session))).isNull();
    }

    private static <T> T get(Mono<T> mono) {
        return mono.block(Duration.ofSeconds(10));
    }
}
