package dev.steward.session.application;

import static dev.steward.session.application.World.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.steward.events.healing.RemediationRequested;
import dev.steward.events.session.SessionCrashed;
import dev.steward.events.session.SessionRequested;
import dev.steward.events.session.SessionRestarting;
import dev.steward.events.session.SessionStarted;
import dev.steward.session.domain.Actor;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionStatus;
import dev.steward.session.domain.Transition;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionHistoryTest {

    private final World world = new World();

    @Test
    void remembersEveryTransitionWithReasonAndActor() {
        Session session = healed();
        get(world.service.delete(session.id(), Actor.user("bob")));

        assertThat(world.history.of(session.id()))
                .extracting(Transition::from, Transition::to, Transition::reason, Transition::actor)
                .containsExactly(
                        tuple(null, SessionStatus.PENDING, "requested", Actor.user("ada")),
                        tuple(SessionStatus.PENDING, SessionStatus.STARTING, "requested", Actor.SESSION_SERVICE),
                        tuple(SessionStatus.STARTING, SessionStatus.RUNNING, "answered", Actor.SESSION_SERVICE),
                        tuple(SessionStatus.RUNNING, SessionStatus.CRASHED, "crashed", Actor.SESSION_SERVICE),
                        tuple(SessionStatus.CRASHED, SessionStatus.STARTING, "remediation", Actor.HEALER),
                        tuple(SessionStatus.STARTING, SessionStatus.RUNNING, "answered", Actor.SESSION_SERVICE),
                        tuple(SessionStatus.RUNNING, SessionStatus.DELETED, "deleted", Actor.user("bob")));
    }

    @Test
    void namesTheEventThatToldOfTheStateAndNotTheAnswerToTheHealer() {
        Session session = healed();

        List<Transition> history = world.history.of(session.id());

        assertThat(history)
                .extracting(Transition::eventId)
                .containsExactly(
                        eventId(SessionRequested.class, 0),
                        null,
                        eventId(SessionStarted.class, 0),
                        eventId(SessionCrashed.class, 0),
                        eventId(SessionRestarting.class, 0),
                        eventId(SessionStarted.class, 1));
        assertThat(history.getLast().number())
                .isEqualTo(world.stored(session).revision().version());
        assertThat(history.getLast().correlationId()).isEqualTo(session.cause().correlationId());
    }

    @Test
    void aChangeThatCameTooLateIsNoHistory() {
        Session session = world.running();
        get(world.service.delete(session.id(), Actor.user("ada")));
        int known = world.history.of(session.id()).size();

        assertThat(get(world.changes.apply(session.stop("late", world.clock.instant()))))
                .isNull();

        assertThat(world.history.of(session.id())).hasSize(known);
    }

    private Session healed() {
        Session session = world.running();
        world.runtime.crash(session.id());
        world.settle(session);
        get(world.remediation.remediate(new RemediationRequested(
                "remediation-1", "incident-1", "shop", "session", session.id(), "restart", 1)));
        return world.settle(session);
    }

    private String eventId(Class<?> type, int index) {
        return world.outbox.all().stream()
                .filter(appended -> type.isInstance(appended.row().event()))
                .skip(index)
                .findFirst()
                .orElseThrow()
                .row()
                .id();
    }
}
