package dev.steward.session.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.session.SessionUsageSampled;
import dev.steward.session.domain.EndedWindow;
import dev.steward.session.domain.Given;
import dev.steward.session.domain.UsageMeter;
import dev.steward.session.domain.UsageWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What every store of usage windows promises. */
public abstract class UsageRepositoryContract {

    protected static final Instant BEGIN = Given.NOW;
    protected static final Instant MIDDLE = Given.NOW.plusSeconds(15);
    protected static final Instant END = Given.NOW.plusSeconds(30);

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
        assertThat(get(usage().find(Set.of(session)))).isEmpty();
        assertThat(pageOf(session)).isEmpty();
        assertThat(get(usage().count(session))).isZero();
    }

    @Test
    void givesBackTheWindowsAndWhereToGoOn() {
        EndedWindow first = first(session, BEGIN, MIDDLE);
        EndedWindow second = window(false, session, MIDDLE, END, 0.75, 1.5, 4096L);
        store(first);
        assertThat(get(usage().find(Set.of(session)))).isEqualTo(Map.of(session, first.next()));
        store(second);

        assertThat(get(usage().find(Set.of(session)))).isEqualTo(Map.of(session, second.next()));
        assertThat(pageOf(session)).containsExactly(UsageWindow.of(second.told()), UsageWindow.of(first.told()));
        assertThat(get(usage().page(session, 1, 1))).containsExactly(UsageWindow.of(first.told()));
        assertThat(get(usage().count(session))).isEqualTo(2);
    }

    @Test
    void storesTheWindowsOfManyAtOnceAndOfNobodyElse() {
        String other = newSession();
        String third = newSession();
        store(first(session, BEGIN, MIDDLE));

        Set<String> stored = get(
                usage().store(List.of(next(session, MIDDLE, END), first(other, BEGIN, END), next(third, MIDDLE, END))));

        assertThat(stored).containsExactlyInAnyOrder(session, other);
        assertThat(get(usage().find(Set.of(session, other, third)))).containsOnlyKeys(session, other);
        assertThat(pageOf(session)).hasSize(2);
        assertThat(pageOf(other)).hasSize(1);
        assertThat(pageOf(third)).isEmpty();
    }

    @Test
    void refusesAWindowThatDoesNotMeetTheOneBefore() {
        EndedWindow stored = first(session, BEGIN, MIDDLE);
        store(stored);

        refuse(first(session, BEGIN, MIDDLE));
        refuse(first(session, MIDDLE, END));
        refuse(next(session, BEGIN, END));
        refuse(next(session, MIDDLE.plusSeconds(1), END));

        assertThat(get(usage().find(Set.of(session)))).isEqualTo(Map.of(session, stored.next()));
        assertThat(pageOf(session)).containsExactly(UsageWindow.of(stored.told()));
    }

    @Test
    void refusesToGoOnFromNothing() {
        refuse(next(session, MIDDLE, END));

        assertThat(get(usage().find(Set.of(session)))).isEmpty();
        assertThat(pageOf(session)).isEmpty();
    }

    @Test
    void ofManyAtOnceOneEndsAWindow() {
        store(first(session, BEGIN, MIDDLE));
        List<EndedWindow> rivals = IntStream.rangeClosed(1, 8)
                .mapToObj(i -> next(session, MIDDLE, MIDDLE.plusSeconds(i)))
                .toList();

        List<String> stored = Flux.fromIterable(rivals)
                .flatMap(rival -> usage().store(List.of(rival)).subscribeOn(Schedulers.boundedElastic()))
                .flatMapIterable(ids -> ids)
                .collectList()
                .block(Duration.ofSeconds(30));

        assertThat(stored).containsExactly(session);
        assertThat(get(usage().count(session))).isEqualTo(2);
        assertThat(pageOf(session).getFirst().end())
                .isEqualTo(get(usage().find(Set.of(session))).get(session).until());
    }

    @Test
    void forgetsOldWindowsAndGoesOnFromTheLast() {
        String other = newSession();
        store(first(session, BEGIN, MIDDLE));
        store(next(session, MIDDLE, END));
        store(first(other, BEGIN, MIDDLE));

        get(usage().removeBefore(END));

        assertThat(pageOf(session)).extracting(UsageWindow::end).containsExactly(END);
        assertThat(pageOf(other)).isEmpty();
        assertThat(get(usage().removeBefore(END))).isZero();
        store(next(session, END, END.plusSeconds(15)));
        store(next(other, MIDDLE, END));
        assertThat(pageOf(session)).hasSize(2);
        assertThat(pageOf(other)).hasSize(1);
    }

    protected static EndedWindow first(String session, Instant start, Instant end) {
        return window(true, session, start, end, 1.5, null, null);
    }

    protected static EndedWindow next(String session, Instant start, Instant end) {
        return window(false, session, start, end, 1.5, null, null);
    }

    private static EndedWindow window(
            boolean first,
            String session,
            Instant start,
            Instant end,
            double cpu,
            @Nullable Double disk,
            @Nullable Long network) {
        SessionUsageSampled told = new SessionUsageSampled(session, "shop", "ada", cpu, 0.5, disk, network, start, end);
        return new EndedWindow(first, told, UsageMeter.stored(first ? 1 : 2, end, cpu * 2, 0.25, disk, network));
    }

    protected final void store(EndedWindow window) {
        assertThat(get(usage().store(List.of(window)))).containsExactly(window.sessionId());
    }

    protected final List<UsageWindow> pageOf(String id) {
        return get(usage().page(id, 0, 100));
    }

    private void refuse(EndedWindow window) {
        assertThat(get(usage().store(List.of(window)))).isEmpty();
    }

    protected static <T> T get(Mono<T> mono) {
        return mono.block(Duration.ofSeconds(10));
    }
}
