package dev.steward.session.application;

import static dev.steward.session.application.World.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.session.SessionRequested;
import dev.steward.session.domain.Actor;
import dev.steward.session.domain.Given;
import dev.steward.session.domain.Placement;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionFilter;
import dev.steward.session.domain.SessionStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionServiceTest {

    private final World world = new World();

    @Test
    void createsARecordAndTellsOfItUnderTheRequestsCorrelation() {
        Session session = get(world.service
                .create(CreateSession.own("shop", "ada"))
                .contextWrite(world.correlations.with("request-1")));

        assertThat(session.status()).isEqualTo(SessionStatus.PENDING);
        assertThat(world.stored(session)).isEqualTo(session);
        assertThat(world.outbox.all()).singleElement().satisfies(appended -> {
            assertThat(appended.row().event()).isEqualTo(new SessionRequested(session.id(), "shop", "ada", "process"));
            assertThat(appended.row().sequence()).isEqualTo(1);
            assertThat(appended.row().projectId()).isEqualTo("shop");
            assertThat(appended.correlationId()).isEqualTo("request-1");
        });
        assertThat(world.runtime.launches()).isZero();
    }

    @Test
    void wakesTheReconcilerOnlyWhenTheRecordIsCommitted() {
        List<Session> seen = new ArrayList<>();
        world.wakeUps.onWake(id -> seen.add(get(world.sessions.find(id))));

        Session session = world.created();

        assertThat(seen).containsExactly(session);
    }

    @Test
    void drawsAnotherPlaceWhenOneIsTaken() {
        get(world.sessions.insert(Given.pending(0, 30_000)));
        get(world.sessions.insert(Given.pending(90_000, 20_002)));

        Session session = world.created();

        assertThat(session.placement().slot()).isNotZero();
        assertThat(session.placement().port()).isNotEqualTo(20_002);
    }

    @Test
    void deletesOnceAndHidesAtOnce() {
        Session session = world.running();

        assertThat(get(world.service.delete(session.id(), Actor.user("ada")))).isTrue();

        assertThat(get(world.service.find(session.id()))).isNull();
        assertThat(get(world.service.delete(session.id(), Actor.user("ada")))).isFalse();
        SessionFilter all = new SessionFilter(null, null, null, null);
        assertThat(get(world.service.list(all, 0, 10)).total()).isZero();
    }

    @Test
    void obtainsTheNewestOfTheUserOrElseANewOne() {
        CreateSession wanted = CreateSession.own("shop", "ada");
        get(world.service.create(CreateSession.own("shop", "bob")));
        get(world.service.create(CreateSession.own("bank", "ada")));

        SessionService.Obtained first = get(world.service.obtain(wanted));
        assertThat(first.created()).isTrue();
        world.clock.advance(Duration.ofSeconds(1));
        Session newest = get(world.service.create(wanted));
        assertThat(get(world.service.obtain(wanted))).isEqualTo(new SessionService.Obtained(newest, false));
        get(world.service.delete(newest.id(), Actor.user("ada")));
        assertThat(get(world.service.obtain(wanted)).session()).isEqualTo(first.session());
        get(world.service.delete(first.session().id(), Actor.user("ada")));

        assertThat(get(world.service.obtain(wanted)).created()).isTrue();
    }

    @Test
    void listsWithTheTotal() {
        world.created();
        world.clock.advance(Duration.ofSeconds(1));
        Session newest = world.created();

        SessionService.SessionPage page = get(world.service.list(new SessionFilter(null, null, null, null), 0, 1));

        assertThat(page.total()).isEqualTo(2);
        assertThat(page.sessions()).containsExactly(newest);
    }

    @Test
    void placementsOfTheLivingDiffer() {
        Placement one = world.created().placement();
        Placement other = world.created().placement();

        assertThat(one.slot()).isNotEqualTo(other.slot());
        assertThat(one.port()).isNotEqualTo(other.port());
    }
}
