package dev.steward.session.application;

import static dev.steward.session.application.World.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.events.UuidV7;
import dev.steward.events.session.SessionUsageSampled;
import dev.steward.session.domain.Actor;
import dev.steward.session.domain.Given;
import dev.steward.session.domain.Placement;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionIdentity;
import dev.steward.session.domain.SessionSpec;
import dev.steward.session.domain.SessionStatus;
import dev.steward.session.domain.SessionToken;
import dev.steward.session.port.RuntimeUnavailableException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sessions of a runtime that was configured when they were made and is not any more. */
class AbsentRuntimeTest {

    private static final String NOT_HERE = "The runtime docker is not configured here.";

    private final World world = new World();
    private final SessionToken token = SessionToken.fresh(new SecureRandom());

    @Test
    void aStartWaitsForItAsLongAsAStartMayTakeAndThenSaysWhatIsMissing() {
        Session session = stored(pending());
        get(world.reconciler.reconcile(session.id()));
        assertThat(world.stored(session).status()).isEqualTo(SessionStatus.STARTING);

        world.clock.advance(World.START_TIMEOUT.plusSeconds(1));
        get(world.reconciler.reconcile(session.id()));

        Session failed = world.stored(session);
        assertThat(failed.status()).isEqualTo(SessionStatus.FAILED);
        assertThat(failed.state().reason()).isEqualTo("runtime-unavailable");
        assertThat(world.history.of(session.id()).getLast().detail()).isEqualTo(NOT_HERE);
        get(world.reconciler.reconcile(session.id()));
        assertThat(world.stored(session)).isEqualTo(failed);
    }

    @Test
    void whatRanIsUnhealthyAndSaysWhy() {
        Session session = stored(running());

        for (int probe = 0; probe < World.PROBE_FAILURES; probe++) {
            get(world.health.check(List.of(world.stored(session))));
        }

        assertThat(world.stored(session).status()).isEqualTo(SessionStatus.UNHEALTHY);
        assertThat(world.history.of(session.id()).getLast().detail()).endsWith(NOT_HERE);
        get(world.reconciler.reconcile(session.id()));
        assertThat(world.stored(session).status()).isEqualTo(SessionStatus.UNHEALTHY);
    }

    @Test
    void whatIsDeletedIsKeptInMindUntilSomebodyCanRemoveIt() {
        Session session = stored(running());
        get(world.service.delete(session.id(), Actor.user("ada")));

        get(world.reconciler.reconcile(session.id()));

        assertThat(get(world.sessions.heldIds().collectList())).contains(session.id());
    }

    @Test
    void othersAreMeasuredAndProbedAllTheSame() {
        Session absent = stored(running());
        Session here = world.running();
        world.clock.advance(Duration.ofSeconds(20));

        assertThatThrownBy(() -> get(world.usage.sample(List.of(absent, here))))
                .isInstanceOf(RuntimeUnavailableException.class);
        get(world.health.check(List.of(absent, here)));

        assertThat(world.outbox.types()).contains(SessionUsageSampled.class);
        assertThat(world.stored(here).status()).isEqualTo(SessionStatus.RUNNING);
    }

    @Test
    void nobodyIsToldAnAddressOrFiles() {
        Session session = stored(running());
        Previews previews = new Previews(world.sessions, world.runtimes, world.commands, world.clock);

        assertThat(world.service.address(session)).isEmpty();
        assertThatThrownBy(() -> world.service.hasFilesHere(session))
                .isInstanceOf(RuntimeUnavailableException.class)
                .hasMessage(NOT_HERE);
        assertThatThrownBy(() -> get(previews.visit(session.id(), List.of(token))))
                .isInstanceOf(RuntimeUnavailableException.class);
    }

    private Session stored(Session session) {
        assertThat(get(world.sessions.insert(session))).isTrue();
        return session;
    }

    private Session running() {
        return pending()
                .start(world.clock.instant())
                .after()
                .ready(Given.ADDRESS, world.clock.instant())
                .after();
    }

    private Session pending() {
        SessionIdentity identity = new SessionIdentity(
                UuidV7.next(Clock.systemUTC()),
                "shop",
                "ada",
                "docker",
                SessionSpec.USUAL,
                token.hash(),
                world.clock.instant());
        return Session.request(
                identity,
                new Placement(900, 29_000),
                Given.LEASES.begin(world.clock.instant(), null, null),
                Given.CORRELATION);
    }
}
