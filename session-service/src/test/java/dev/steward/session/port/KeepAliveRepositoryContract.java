package dev.steward.session.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.session.domain.Given;
import dev.steward.session.domain.KeepAlive;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What every store of keep-alive leases promises. */
public abstract class KeepAliveRepositoryContract {

    private static final Instant NOW = Given.NOW;

    private String session;

    protected abstract KeepAliveRepository keepAlives();

    /** The id of a session that exists and that nobody keeps alive. */
    protected abstract String newSession();

    @BeforeEach
    void begin() {
        session = newSession();
    }

    @Test
    void givesThemBackTheEarliestEndFirst() {
        put("ide", 60);
        put("demo", 30);

        assertThat(get(keepAlives().of(session))).containsExactly(keepAlive("demo", 30), keepAlive("ide", 60));
        assertThat(get(keepAlives().of(newSession()))).isEmpty();
    }

    @Test
    void anOwnerHasOne() {
        put("ide", 60);
        put("ide", 10);

        assertThat(get(keepAlives().of(session))).containsExactly(keepAlive("ide", 10));
    }

    @Test
    void isGivenBackOnce() {
        put("ide", 60);
        put("demo", 60);

        assertThat(get(keepAlives().remove(session, "ide"))).isTrue();
        assertThat(get(keepAlives().remove(session, "ide"))).isFalse();

        assertThat(get(keepAlives().of(session))).containsExactly(keepAlive("demo", 60));
    }

    @Test
    void thoseThatAreOverMakeRoom() {
        get(keepAlives().put(session, new KeepAlive("old", "…", "ada", NOW.minusSeconds(60), NOW)));
        put("ide", 60);

        assertThat(get(keepAlives().of(session))).containsExactly(keepAlive("ide", 60));
    }

    private void put(String owner, int minutes) {
        get(keepAlives().put(session, keepAlive(owner, minutes)));
    }

    private static KeepAlive keepAlive(String owner, int minutes) {
        return new KeepAlive(owner, "a demo", "ada", NOW, NOW.plus(Duration.ofMinutes(minutes)));
    }

    private static <T> T get(Mono<T> mono) {
        return mono.block(Duration.ofSeconds(10));
    }
}
