package dev.steward.session.application;

import static dev.steward.session.application.World.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.session.SessionDeleted;
import dev.steward.events.session.SessionStopped;
import dev.steward.session.application.SessionCommands.Outcome;
import dev.steward.session.domain.Actor;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionStatus;
import dev.steward.session.domain.Withdrawal;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class WithdrawalsTest {

    private final World world = new World();

    @Test
    void allSessionsOfAnArchivedProjectGoAndNoOther() {
        List<Session> sessions =
                Stream.generate(() -> create("shop", "ada")).limit(250).toList();
        Session other = create("bank", "ada");

        get(world.withdrawals.projectArchived("shop"));
        sessions.forEach(world::settle);

        assertThat(sessions).allMatch(session -> world.stored(session).status() == SessionStatus.DELETED);
        assertThat(world.outbox.events(SessionDeleted.class)).hasSize(250);
        assertThat(world.settle(other).status()).isEqualTo(SessionStatus.RUNNING);
    }

    @Test
    void toldTwiceIsToldOnce() {
        Session session = world.running();

        get(world.withdrawals.projectArchived("shop"));
        get(world.withdrawals.projectArchived("shop"));
        get(world.withdrawals.userDisabled("ada", world.clock.instant()));
        world.settle(session);
        get(world.withdrawals.projectArchived("shop"));

        assertThat(world.outbox.events(SessionDeleted.class)).hasSize(1);
        assertThat(get(world.history.page(session.id(), 0, 1)).getFirst())
                .satisfies(step -> assertThat(step.actor()).isEqualTo(Actor.TRUST))
                .satisfies(step -> assertThat(step.reason()).isEqualTo("project-archived"));
    }

    @Test
    void allThatADisabledUserHasUpIsStopped() {
        List<Session> sessions = Stream.of("shop", "bank", "shop")
                .map(project -> world.settle(create(project, "ada")))
                .toList();
        Session other = world.settle(create("shop", "bob"));

        get(world.withdrawals.userDisabled("ada", world.clock.instant()));
        sessions.forEach(world::settle);

        assertThat(sessions).allMatch(session -> world.stored(session).status() == SessionStatus.STOPPED);
        assertThat(world.outbox.events(SessionStopped.class)).hasSize(3).allMatch(stopped -> stopped.reason()
                .equals("user-disabled"));
        assertThat(world.settle(other).status()).isEqualTo(SessionStatus.RUNNING);
    }

    @Test
    void whatAUserBeganAfterwardsIsNotWhatWasMeant() {
        Session before = world.running();
        var disabled = world.clock.instant();
        world.clock.advance(Duration.ofMinutes(5));
        Session since = world.running();

        get(world.withdrawals.userDisabled("ada", disabled));

        assertThat(world.settle(before).status()).isEqualTo(SessionStatus.STOPPED);
        assertThat(world.settle(since).status()).isEqualTo(SessionStatus.RUNNING);
    }

    @Test
    void nothingStaysOfADeletedUser() {
        Session running = world.running();
        Session stopped = world.running();
        get(world.commands.stop(stopped.id(), "ada"));
        world.settle(stopped);

        get(world.withdrawals.userDeleted("ada"));

        assertThat(world.settle(running).status()).isEqualTo(SessionStatus.DELETED);
        assertThat(world.settle(stopped).status()).isEqualTo(SessionStatus.DELETED);
    }

    @Test
    void whatWasMadeWhileItsProjectWasArchivedGoesToo() {
        get(world.withdrawals.projectArchived("shop"));
        Session late = world.running();

        world.entitlements.withdraw("shop", Withdrawal.PROJECT_ARCHIVED);

        assertThat(world.settle(late).status()).isEqualTo(SessionStatus.DELETED);
        assertThat(world.outbox.events(SessionDeleted.class)).hasSize(1);
    }

    @Test
    void whatIsAtRestIsLookedAtWhenItsProjectIsArchived() {
        Session session = world.running();
        get(world.commands.stop(session.id(), "ada"));
        Session stopped = world.settle(session);
        assertThat(get(world.reconciler.isAtRest(stopped))).isTrue();

        world.entitlements.withdraw("shop", Withdrawal.USER_DISABLED);
        assertThat(get(world.reconciler.isAtRest(stopped))).isTrue();
        world.entitlements.withdraw("shop", Withdrawal.PROJECT_ARCHIVED);

        assertThat(get(world.reconciler.isAtRest(stopped))).isFalse();
    }

    @Test
    void whatADisabledUserHasDoesNotRunWhoeverStartsIt() {
        Session late = world.created();
        world.entitlements.withdraw("shop", Withdrawal.USER_DISABLED);
        assertThat(world.settle(late).status()).isEqualTo(SessionStatus.STOPPED);

        assertRefused(world.commands.start(late.id(), "bob"), "user-disabled");

        assertThat(world.settle(late).status()).isEqualTo(SessionStatus.STOPPED);
        assertThat(world.runtime.launches()).isZero();
    }

    @Test
    void whatMayNotLiveNeitherStartsNorLivesLonger() {
        Session running = world.running();
        Session stopped = world.running();
        get(world.commands.stop(stopped.id(), "ada"));
        world.settle(stopped);
        world.entitlements.withdraw("shop", Withdrawal.PROJECT_ARCHIVED);

        assertRefused(world.commands.start(stopped.id(), "ada"), "project-archived");
        assertRefused(world.commands.restart(stopped.id(), "ada"), "project-archived");
        assertRefused(world.commands.restart(running.id(), "ada"), "project-archived");
        assertRefused(world.commands.extend(running.id(), "ada", Duration.ofHours(48)), "project-archived");
        assertThat(world.stored(stopped).status()).isEqualTo(SessionStatus.STOPPED);
        assertThat(get(world.commands.stop(running.id(), "ada"))).isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void aSweepEndsWhatIsStoppedInAProjectThatIsArchivedThoughNobodyToldOfIt() {
        List<Session> stopped =
                Stream.generate(() -> stopped("shop", "ada")).limit(120).toList();
        Session other = stopped("bank", "ada");
        world.entitlements.withdraw("bank", Withdrawal.USER_DISABLED);
        get(world.withdrawals.sweep());
        assertThat(stopped).allMatch(session -> world.stored(session).status() == SessionStatus.STOPPED);

        world.entitlements.withdraw("shop", Withdrawal.PROJECT_ARCHIVED);
        get(world.withdrawals.sweep());

        assertThat(stopped).allMatch(session -> world.stored(session).status() == SessionStatus.DELETED);
        assertThat(world.stored(stopped.getFirst()).state().reason()).isEqualTo("project-archived");
        assertThat(world.stored(other).status()).isEqualTo(SessionStatus.STOPPED);
    }

    @Test
    void aSweepEndsWhatWasMadeWhileItsUserWasDeleted() {
        get(world.withdrawals.userDeleted("ada"));
        Session running = world.settle(create("shop", "ada"));
        Session stopped = stopped("shop", "ada");
        Session other = world.settle(create("shop", "bob"));

        get(world.withdrawals.sweep());
        get(world.withdrawals.sweep());

        assertThat(world.settle(running).status()).isEqualTo(SessionStatus.DELETED);
        assertThat(world.settle(stopped).status()).isEqualTo(SessionStatus.DELETED);
        assertThat(world.stored(stopped).state().reason()).isEqualTo("user-deleted");
        assertThat(world.settle(other).status()).isEqualTo(SessionStatus.RUNNING);
        assertThat(world.outbox.events(SessionDeleted.class)).hasSize(2);
    }

    private Session stopped(String project, String user) {
        Session session = world.settle(create(project, user));
        get(world.commands.stop(session.id(), user));
        return world.settle(session);
    }

    private static void assertRefused(Mono<Outcome> answer, String reason) {
        assertThat(get(answer)).isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.reason())
                .isEqualTo(reason));
    }

    private Session create(String project, String user) {
        return get(world.service.create(CreateSession.own(project, user)));
    }
}
