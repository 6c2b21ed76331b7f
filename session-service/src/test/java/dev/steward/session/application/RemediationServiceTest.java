package dev.steward.session.application;

import static dev.steward.session.application.World.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.healing.RemediationRequested;
import dev.steward.events.session.SessionFailed;
import dev.steward.events.session.SessionRemediationFailed;
import dev.steward.events.session.SessionRemediationSucceeded;
import dev.steward.events.session.SessionRestarting;
import dev.steward.session.domain.Actor;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RemediationServiceTest {

    private final World world = new World();
    private Session session;

    @BeforeEach
    void crash() {
        session = world.running();
        world.runtime.crash(session.id());
        session = world.settle(session);
    }

    @Test
    void restartsAndAnswersUnderTheCrashsCorrelationOnlyWhenItRuns() {
        get(world.remediation.remediate(request("remediation-1")));
        assertThat(world.outbox.events(SessionRemediationSucceeded.class)).isEmpty();

        world.settle(session);

        assertThat(world.stored(session).status()).isEqualTo(SessionStatus.RUNNING);
        assertThat(world.outbox.events(SessionRemediationSucceeded.class)).hasSize(1);
        assertThat(world.outbox
                        .all()
                        .subList(
                                world.outbox.all().size() - 3,
                                world.outbox.all().size()))
                .allMatch(appended ->
                        appended.correlationId().equals(session.cause().correlationId()));
    }

    @Test
    void askedTwiceRestartsOnce() {
        get(world.remediation.remediate(request("remediation-1")));
        get(world.remediation.remediate(request("remediation-1")));
        world.settle(session);

        assertThat(world.outbox.events(SessionRestarting.class)).hasSize(1);
        assertThat(world.outbox.events(SessionRemediationSucceeded.class)).hasSize(1);
        assertThat(world.runtime.launches()).isEqualTo(2);
    }

    @Test
    void answersWhenTheRestartFails() {
        world.runtime.refuseLaunches("no space");
        get(world.remediation.remediate(request("remediation-1")));

        world.settle(session);

        assertThat(world.outbox.events(SessionRemediationFailed.class))
                .containsExactly(
                        new SessionRemediationFailed(session.id(), "shop", "remediation-1", "restart", "start-failed"));
    }

    @Test
    void aSessionNobodyKnowsOrThatIsGoneNeedsNoAnswer() {
        get(world.service.delete(session.id(), Actor.user("ada")));
        int before = world.outbox.all().size();

        get(world.remediation.remediate(request("remediation-1")));
        get(world.remediation.remediate(new RemediationRequested(
                "remediation-2", "incident-1", "shop", "session", "no-such-session", "restart", 1)));
        get(world.remediation.giveUp("no-such-session", "crash-loop", world.clock.instant()));

        assertThat(world.outbox.all()).hasSize(before);
    }

    @Test
    void givesUpACrashedSessionOnce() {
        get(world.remediation.giveUp(session.id(), "crash-loop", world.clock.instant()));
        get(world.remediation.giveUp(session.id(), "crash-loop", world.clock.instant()));

        assertThat(world.stored(session).status()).isEqualTo(SessionStatus.FAILED);
        assertThat(world.stored(session).state().reason()).isEqualTo("crash-loop");
        assertThat(world.outbox.events(SessionFailed.class))
                .singleElement()
                .extracting(SessionFailed::lastLines)
                .isEqualTo(List.of("last words"));
    }

    @Test
    void givesUpWithoutItsLastLinesWhenTheHostCannotBeAsked() {
        world.runtime.failNextLook();
        get(world.remediation.giveUp(session.id(), "crash-loop", world.clock.instant()));

        assertThat(world.outbox.events(SessionFailed.class))
                .singleElement()
                .extracting(SessionFailed::lastLines)
                .isEqualTo(List.of());
    }

    @Test
    void leavesASessionAloneThatRunsAgain() {
        get(world.remediation.remediate(request("remediation-1")));
        world.settle(session);

        get(world.remediation.giveUp(session.id(), "crash-loop", world.clock.instant()));

        assertThat(world.stored(session).status()).isEqualTo(SessionStatus.RUNNING);
    }

    @Test
    void whatWasDecidedAboutACrashBeforeIsNotAboutThisOne() {
        Instant decided = world.clock.instant();
        get(world.remediation.remediate(request("remediation-1")));
        world.settle(session);
        world.clock.advance(Duration.ofMinutes(1));
        world.runtime.crash(session.id());
        world.settle(session);

        get(world.remediation.giveUp(session.id(), "crash-loop", decided));

        assertThat(world.stored(session).status()).isEqualTo(SessionStatus.CRASHED);
        get(world.remediation.giveUp(session.id(), "crash-loop", world.clock.instant()));
        assertThat(world.stored(session).status()).isEqualTo(SessionStatus.FAILED);
    }

    @Test
    void whatWasDecidedTooLateChangesNothingTwice() {
        world.clock.advance(Duration.ofSeconds(10));
        assertThat(world.settle(session).status()).isEqualTo(SessionStatus.RUNNING);

        get(world.remediation.remediate(request("remediation-1")));
        get(world.remediation.remediate(request("remediation-1")));
        get(world.remediation.giveUp(session.id(), "crash-loop", world.clock.instant()));

        assertThat(world.settle(session).status()).isEqualTo(SessionStatus.RUNNING);
        assertThat(world.runtime.launches()).isEqualTo(2);
        assertThat(world.outbox.events(SessionRestarting.class)).hasSize(1);
    }

    private RemediationRequested request(String remediationId) {
        return new RemediationRequested(remediationId, "incident-1", "shop", "session", session.id(), "restart", 1);
    }
}
