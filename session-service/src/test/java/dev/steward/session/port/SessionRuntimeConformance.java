package dev.steward.session.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.session.domain.Exit;
import dev.steward.session.domain.Given;
import dev.steward.session.domain.Resources;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionSpec;
import dev.steward.session.domain.Setup;
import dev.steward.session.domain.Templates;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

/**
 * The suite that every runtime is run against, faults and restarts of the service included. What a runtime has not it
 * says, and why: those cases are reported as not run.
 */
public abstract class SessionRuntimeConformance extends SessionRuntimeContract {

    /** What some cases need of a runtime. */
    public enum Need {
        /** It runs the setup commands of a session. */
        SETUP,
        /** It ends a session that wants more memory than it may use. */
        MEMORY_LIMIT,
        /** Its sessions are made from images. */
        IMAGES,
        /** Another instance of it finds what the first one left. */
        RESTART
    }

    private static final long MIB = 1L << 20;

    /** What a restart of the service amounts to: another instance over the same host, the first one not told. */
    protected abstract SessionRuntime restarted();

    /** What this runtime has not, and why. */
    protected Map<Need, String> lacks() {
        return Map.of();
    }

    @Test
    void answersLateWhenItsPreparationTakesTime() {
        needs(Need.SETUP);
        Session slow = starting(prepared("sleep", "2"));
        get(runtime().launch(slow));

        assertThat(get(runtime().observe(slow))).isInstanceOf(Observation.Alive.class);
        assertThat(get(runtime().answers(slow))).isFalse();

        awaitAnswer(slow);
    }

    @Test
    void tellsWhatWasPrintedOnBothStreams() {
        needs(Need.SETUP);
        Session printing = starting(prepared("sh", "-c", "echo first; echo second >&2; echo third"));
        get(runtime().launch(printing));
        awaitAnswer(printing);

        soon().untilAsserted(
                        () -> assertThat(get(runtime().log(printing, 100, false).collectList()))
                                .contains("first", "second", "third"));
    }

    @Test
    void keepsTheLastLinesOfWhatEnded() {
        needs(Need.SETUP);
        Session failing = starting(prepared("sh", "-c", "echo last words; exit 3"));
        get(runtime().launch(failing));

        Observation.Ended ended = awaitEnd(failing);

        assertThat(ended.exit().code()).isEqualTo(3);
        assertThat(ended.exit().lastLines()).endsWith("last words");
    }

    @Test
    void saysThatACommandIsMissing() {
        needs(Need.SETUP);
        Session hopeless = starting(prepared("no-such-command-anywhere"));

        LaunchOutcome outcome = get(runtime().launch(hopeless));

        if (outcome instanceof LaunchOutcome.Refused refused) {
            assertThat(refused.reason()).isEqualTo(Exit.COMMAND_MISSING);
        } else {
            assertThat(awaitEnd(hopeless).exit().reason()).isEqualTo(Exit.COMMAND_MISSING);
        }
    }

    @Test
    void saysThatAnImageIsMissing() {
        needs(Need.IMAGES);
        SessionSpec usual = SessionSpec.USUAL;
        Session without = starting(new SessionSpec(
                Templates.IMAGE,
                "localhost:1/no-such-image:1",
                usual.resources(),
                Map.of(),
                List.of(),
                null,
                Setup.NONE));

        assertThat(get(runtime().launch(without))).isInstanceOfSatisfying(LaunchOutcome.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo("image-missing");
            assertThat(refused.detail()).contains("localhost:1/no-such-image:1");
        });
        assertThat(get(runtime().observe(without))).isInstanceOf(Observation.Absent.class);
    }

    @Test
    void endsWhatWantsTooMuchMemoryAndSaysSo() {
        needs(Need.SETUP, Need.MEMORY_LIMIT);
        SessionSpec greedy = prepared("sh", "-c", "tail /dev/zero");
        Session hungry = starting(new SessionSpec(
                greedy.template(),
                null,
                new Resources(1_000, 64 * MIB, greedy.resources().diskBytes()),
                Map.of(),
                List.of(),
                null,
                greedy.setup()));
        get(runtime().launch(hungry));

        Observation.Ended ended = awaitEnd(hungry);

        assertThat(ended.exit().reason()).isEqualTo(Exit.OUT_OF_MEMORY);
        assertThat(ended.withHost()).isFalse();
    }

    @Test
    void removesWhatBelongsToNoSessionThatIsKnown() {
        needs(Need.RESTART);
        Session session = starting(SessionSpec.USUAL);
        get(runtime().launch(session));
        awaitAnswer(session);

        SessionRuntime next = restarted();

        assertThat(get(next.found())).contains(session.id());
        get(next.remove(session.id()));
        assertThat(get(next.found())).doesNotContain(session.id());
        assertThat(get(next.responds(session))).isFalse();
    }

    @Test
    void takesOverWhatWasLaunched() {
        needs(Need.RESTART);
        Session session = starting(SessionSpec.USUAL);
        get(runtime().launch(session));

        SessionRuntime next = restarted();

        assertThat(get(next.launch(session))).isInstanceOf(LaunchOutcome.Launched.class);
        soon().until(() -> get(next.answers(session)));
        assertThat(get(next.usage(List.of(session)))).containsOnlyKeys(session.id());
    }

    @Test
    void tellsOfWhatEndsAfterATakeOver() {
        needs(Need.RESTART);
        Session session = starting(SessionSpec.USUAL);
        get(runtime().launch(session));
        awaitAnswer(session);
        Queue<String> toldNext = new ConcurrentLinkedQueue<>();

        SessionRuntime next = restarted();
        next.onChange(toldNext::add);
        assertThat(get(next.observe(session))).isInstanceOf(Observation.Alive.class);
        killServer(session);

        soon().until(() -> get(next.observe(session)) instanceof Observation.Ended);
        soon().untilAsserted(() -> assertThat(toldNext).contains(session.id()));
    }

    @Test
    void knowsAfterATakeOverThatTheEndWasAskedFor() {
        needs(Need.RESTART);
        Session session = starting(SessionSpec.USUAL);
        get(runtime().launch(session));
        awaitAnswer(session);
        get(runtime().end(session.id()));

        SessionRuntime next = restarted();

        assertThat(get(next.observe(session)))
                .isInstanceOfSatisfying(Observation.Ended.class, ended -> assertThat(ended.withHost())
                        .isTrue());
        get(next.end(session.id()));
    }

    @Test
    void endsAndRemovesWhatWasLeftHalfDone() {
        needs(Need.RESTART);
        Session session = starting(SessionSpec.USUAL);
        get(runtime().launch(session));
        Disposable half = runtime().end(session.id()).subscribe();
        half.dispose();

        SessionRuntime next = restarted();
        get(next.end(session.id()));
        assertThat(get(next.responds(session))).isFalse();

        half = next.remove(session.id()).subscribe();
        half.dispose();
        SessionRuntime last = restarted();
        get(last.remove(session.id()));

        assertThat(get(last.found())).doesNotContain(session.id());
        assertThat(get(last.observe(session))).isInstanceOf(Observation.Absent.class);
    }

    protected final void needs(Need... needed) {
        for (Need need : needed) {
            Assumptions.assumeFalse(lacks().containsKey(need), () -> need + ": " + lacks().get(need));
        }
    }

    /** Of the usual template, after a command of its own. */
    private static SessionSpec prepared(String... command) {
        SessionSpec usual = SessionSpec.USUAL;
        Setup setup = new Setup(List.of(), List.of(), List.of(List.of(command)));
        return new SessionSpec(usual.template(), null, usual.resources(), Map.of(), List.of(), null, setup);
    }

    protected final Session starting(SessionSpec spec) {
        return Given.pending(7, get(runtime().freePort()), spec)
                .start(Given.NOW)
                .after();
    }
}
