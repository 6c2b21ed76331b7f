package dev.steward.session.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.session.domain.Given;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.UsageReading;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What every runtime promises, whatever it has; the rest is the conformance suite. */
public abstract class SessionRuntimeContract {

    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(20);

    private final Queue<String> told = new ConcurrentLinkedQueue<>();
    private SessionRuntime runtime;
    private Session session;

    protected abstract SessionRuntime runtime();

    /** Ends the dev server of a session as SIGKILL does. */
    protected abstract void killServer(Session session);

    /** Listens on a port until the test is over. */
    protected abstract void occupy(int port) throws Exception;

    /** Lets a process of the session's current attempt print a line. */
    protected abstract void print(Session session, String line) throws Exception;

    @BeforeEach
    void begin() {
        runtime = runtime();
        runtime.onChange(told::add);
        session = Given.pending(7, get(runtime.freePort())).start(Given.NOW).after();
    }

    @Test
    void hasNothingOfASessionThatWasNeverLaunched() {
        assertThat(get(runtime.observe(session))).isInstanceOf(Observation.Absent.class);
        assertThat(get(runtime.found())).doesNotContain(session.id());
        assertThat(get(runtime.answers(session))).isFalse();
    }

    @Test
    void answersSomeTimeAfterItsLaunch() {
        assertThat(get(runtime.launch(session))).isInstanceOf(LaunchOutcome.Launched.class);

        awaitAnswer(session);
        assertThat(get(runtime.observe(session))).isInstanceOf(Observation.Alive.class);
        assertThat(get(runtime.found())).contains(session.id());
        assertThat(get(runtime.responds(session))).isTrue();
    }

    @Test
    void launchesAnAttemptOnlyOnce() {
        get(runtime.launch(session));
        awaitAnswer(session);
        killServer(session);
        awaitEnd(session);

        assertThat(get(runtime.launch(session))).isInstanceOf(LaunchOutcome.Launched.class);

        assertThat(get(runtime.observe(session))).isInstanceOf(Observation.Ended.class);
    }

    @Test
    void tellsOfAKillAndBySignal() {
        get(runtime.launch(session));
        awaitAnswer(session);

        killServer(session);

        soon().untilAsserted(() -> assertThat(told).contains(session.id()));
        Observation.Ended ended = awaitEnd(session);
        assertThat(ended.exit().signal()).isEqualTo(9);
        assertThat(ended.exit().code()).isNull();
        assertThat(ended.withHost()).isFalse();
        assertThat(ended.usage().attempt()).isEqualTo(1);
        assertThat(get(runtime.answers(session))).isFalse();
    }

    @Test
    void answersAgainOnTheSamePortInTheNextAttempt() {
        get(runtime.launch(session));
        awaitAnswer(session);
        killServer(session);
        awaitEnd(session);
        Session next = session.start(Given.NOW).after();
        assertThat(get(runtime.observe(next))).isInstanceOf(Observation.Absent.class);

        get(runtime.end(next.id()));
        assertThat(get(runtime.launch(next))).isInstanceOf(LaunchOutcome.Launched.class);

        awaitAnswer(next);
    }

    @Test
    void endsWhatWasAskedToEndAndSaysSo() {
        get(runtime.launch(session));
        awaitAnswer(session);

        get(runtime.end(session.id()));

        assertThat(awaitEnd(session).withHost()).isTrue();
        assertThat(get(runtime.answers(session))).isFalse();
        assertThat(get(runtime.responds(session))).isFalse();
        assertThat(get(runtime.usage(List.of(session)))).isEmpty();
    }

    @Test
    void removesEverything() {
        get(runtime.launch(session));
        awaitAnswer(session);

        get(runtime.remove(session.id()));
        get(runtime.remove(session.id()));

        assertThat(get(runtime.found())).doesNotContain(session.id());
        assertThat(get(runtime.observe(session))).isInstanceOf(Observation.Absent.class);
    }

    @Test
    void refusesAPortSomethingElseListensOn() throws Exception {
        occupy(session.placement().port());

        assertThat(get(runtime.launch(session))).isInstanceOf(LaunchOutcome.PortTaken.class);

        assertThat(get(runtime.observe(session))).isInstanceOf(Observation.Absent.class);
    }

    @Test
    void measuresWhatIsAlive() {
        get(runtime.launch(session));
        awaitAnswer(session);

        Map<String, UsageReading> readings = get(runtime.usage(List.of(session, Given.pending())));

        assertThat(readings).containsOnlyKeys(session.id());
        UsageReading reading = readings.get(session.id());
        assertThat(reading.attempt()).isEqualTo(1);
        assertThat(reading.cpuSeconds()).isPositive();
        assertThat(reading.memoryGib()).isPositive();
        assertThat(reading.at()).isAfterOrEqualTo(reading.startedAt());
    }

    @Test
    void logsTheLatestLines() throws Exception {
        get(runtime.launch(session));
        awaitAnswer(session);
        for (int i = 1; i <= 5; i++) {
            print(session, "line " + i);
        }

        assertThat(get(runtime.log(session, 2, false).collectList())).containsExactly("line 4", "line 5");
        assertThat(get(runtime.log(session, 0, false).collectList())).isEmpty();
        assertThat(get(runtime.log(session, 10_000, false).collectList())).containsSubsequence("line 1", "line 5");
    }

    @Test
    void followsWhatIsPrintedUntilTheAttemptIsOver() throws Exception {
        get(runtime.launch(session));
        awaitAnswer(session);
        print(session, "old");
        print(session, "latest");
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        CountDownLatch over = new CountDownLatch(1);
        runtime.log(session, 1, true).doFinally(_ -> over.countDown()).subscribe(seen::add);
        soon().until(() -> seen.contains("latest"));

        print(session, "new");
        soon().until(() -> seen.contains("new"));
        assertThat(over.getCount()).isEqualTo(1);
        print(session, "last words");
        killServer(session);

        assertThat(over.await(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        // What ends it may have a last word of its own.
        assertThat(seen).startsWith("latest", "new", "last words");
    }

    @Test
    void logsNothingOfWhatWasNeverLaunched() {
        assertThat(get(runtime.log(session, 10, false).collectList())).isEmpty();
        assertThat(get(runtime.log(session, 10, true).collectList())).isEmpty();
    }

    protected final void awaitAnswer(Session awaited) {
        soon().until(() -> get(runtime.answers(awaited)));
    }

    protected final Observation.Ended awaitEnd(Session awaited) {
        soon().until(() -> get(runtime.observe(awaited)) instanceof Observation.Ended);
        return (Observation.Ended) get(runtime.observe(awaited));
    }

    /** What is quick is not waited for longer than it takes. */
    protected static ConditionFactory soon() {
        return await().pollDelay(Duration.ZERO).pollInterval(POLL).atMost(DEADLINE);
    }

    protected static <T> T get(Mono<T> mono) {
        return mono.block(DEADLINE);
    }
}
