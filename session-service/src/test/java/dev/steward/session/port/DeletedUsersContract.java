package dev.steward.session.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.UuidV7;
import dev.steward.session.domain.Given;
import dev.steward.session.domain.Placement;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionIdentity;
import dev.steward.session.domain.SessionSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What everything that remembers deleted users promises. */
public abstract class DeletedUsersContract {

    private static final AtomicInteger PLACES = new AtomicInteger(45_000);

    protected abstract DeletedUsers users();

    protected abstract SessionRepository sessions();

    @Test
    void namesThoseOnlyWhoStillHaveSessions() {
        String gone = someone();
        Session session = sessionOf(gone);
        String there = someone();
        sessionOf(there);
        String without = someone();
        get(users().add(gone));
        get(users().add(gone));
        get(users().add(without));

        assertThat(named()).contains(gone).doesNotContain(there, without).doesNotHaveDuplicates();
        get(sessions().update(session.delete(Given.NOW, "request")));
        assertThat(named()).doesNotContain(gone);

        sessionOf(without);
        assertThat(named()).contains(without);
    }

    private List<String> named() {
        return get(users().withSessions().collectList());
    }

    private Session sessionOf(String user) {
        int place = PLACES.incrementAndGet();
        String id = UuidV7.next(Clock.systemUTC());
        SessionIdentity identity = new SessionIdentity(id, "shop", user, "process", SessionSpec.USUAL, null, Given.NOW);
        Session session = Session.request(
                identity, new Placement(place, place), Given.LEASES.begin(Given.NOW, null, null), "c".repeat(32));
        assertThat(get(sessions().insert(session))).isTrue();
        return session;
    }

    private static String someone() {
        return UuidV7.next(Clock.systemUTC());
    }

    private static <T> T get(Mono<T> mono) {
        return mono.block(Duration.ofSeconds(10));
    }
}
