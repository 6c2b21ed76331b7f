package dev.steward.session.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.UuidV7;
import dev.steward.session.domain.Given;
import dev.steward.session.domain.Placement;
import dev.steward.session.domain.Resources;
import dev.steward.session.domain.SessionSpec;
import dev.steward.session.domain.Setup;
import dev.steward.session.domain.WarmSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What every store of warm sessions promises. */
public abstract class WarmSessionsContract {

    private static final AtomicInteger PLACES = new AtomicInteger(60_000);
    private static final String RUNTIME = "process";

    protected abstract WarmSessions warm();

    @AfterEach
    void empty() {
        warm().all().flatMap(entry -> warm().remove(entry.id())).blockLast(Duration.ofSeconds(10));
    }

    @Test
    void givesBackWhatWasAddedOldestFirst() {
        WarmSession first = added();
        WarmSession second = added();

        assertThat(all()).containsExactly(first, second);
    }

    @Test
    void onlyWhatIsReadyCanBeTaken() {
        WarmSession entry = added();
        assertThat(take(entry.spec())).isNull();

        ready(entry);

        assertThat(take(entry.spec())).isEqualTo(entry.readyAt(Given.NOW));
        assertThat(all()).isEmpty();
        assertThat(take(entry.spec())).isNull();
    }

    @Test
    void isTakenOnlyForWhatItWasStartedFor() {
        ready(added());
        Map<String, String> env = Map.of("NODE_ENV", "test");
        SessionSpec other = new SessionSpec("static", null, Resources.USUAL, env, List.of(), null, Setup.NONE);

        assertThat(take(other)).isNull();
        assertThat(get(warm().take("docker", SessionSpec.USUAL))).isNull();
        assertThat(take(SessionSpec.USUAL)).isNotNull();
    }

    @Test
    void holdsItsSlotAndItsPort() {
        WarmSession entry = added();
        int free = PLACES.incrementAndGet();

        assertThat(get(warm().add(at(new Placement(entry.placement().slot(), free)))))
                .isFalse();
        assertThat(get(warm().add(at(new Placement(free, entry.placement().port())))))
                .isFalse();
        assertThat(all()).containsExactly(entry);
    }

    @Test
    void isRemovedOnce() {
        WarmSession entry = added();

        assertThat(get(warm().remove(entry.id()))).isTrue();
        assertThat(get(warm().remove(entry.id()))).isFalse();
        assertThat(all()).isEmpty();
    }

    @Test
    void manyTakersGetDifferentOnes() {
        List<String> ids = IntStream.range(0, 5).mapToObj(_ -> ready(added())).toList();

        List<String> taken = Flux.range(0, 20)
                .flatMap(_ -> warm().take(RUNTIME, SessionSpec.USUAL).subscribeOn(Schedulers.parallel()), 20)
                .map(WarmSession::id)
                .collectList()
                .block(Duration.ofSeconds(30));

        assertThat(taken).containsExactlyInAnyOrderElementsOf(ids);
    }

    private String ready(WarmSession entry) {
        get(warm().ready(entry.id(), Given.NOW));
        return entry.id();
    }

    private WarmSession added() {
        int place = PLACES.incrementAndGet();
        WarmSession entry = at(new Placement(place, place));
        assertThat(get(warm().add(entry))).isTrue();
        return entry;
    }

    private List<WarmSession> all() {
        return get(warm().all().collectList());
    }

    private WarmSession take(SessionSpec spec) {
        return get(warm().take(RUNTIME, spec));
    }

    protected static WarmSession at(Placement placement) {
        // Ids of one millisecond have no order, so it comes from the places.
        Instant since = Given.NOW.plusMillis(placement.slot());
        return new WarmSession(UuidV7.next(Clock.systemUTC()), RUNTIME, SessionSpec.USUAL, placement, since, null);
    }

    protected static <T> T get(Mono<T> mono) {
        return mono.block(Duration.ofSeconds(10));
    }
}
