package dev.steward.session.application;

import dev.steward.events.UuidV7;
import dev.steward.session.domain.Actor;
import dev.steward.session.domain.Given;
import dev.steward.session.domain.Placement;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionIdentity;
import dev.steward.session.domain.SessionSpec;
import dev.steward.session.domain.SessionToken;
import dev.steward.session.port.FakeWorkspaceWatch;
import java.time.Clock;
import java.time.Duration;

/** What is behind previews, over fakes: an instance that leads nothing, while another one changes the sessions. */
public final class PreviewWorld implements AutoCloseable {

    private final World world = new World();
    private final FakeWorkspaceWatch watch = new FakeWorkspaceWatch();
    private final WorkspaceFeeds feeds = new WorkspaceFeeds(
            watch,
            world.changes,
            FakeTransactions.operator(),
            Duration.ofMillis(100),
            Duration.ofSeconds(1),
            world.clock);
    private final SessionFeed sessions = new SessionFeed(world.sessions, new WakeUps(), Duration.ofMillis(50));
    private int slot;

    public PreviewWorld() {
        sessions.start();
    }

    /** A session of a user that runs, and serves on this port. */
    public Session running(String userId, int port, SessionToken token) {
        slot++;
        SessionIdentity identity = new SessionIdentity(
                UuidV7.next(Clock.systemUTC()), "shop", userId, "process", SessionSpec.USUAL, token.hash(), Given.NOW);
        Session session = Session.request(
                        identity,
                        new Placement(slot, port),
                        Given.LEASES.begin(Given.NOW, null, null),
                        Given.CORRELATION)
                .start(Given.NOW)
                .after()
                .ready(Given.ADDRESS, Given.NOW)
                .after();
        World.get(world.sessions.insert(session));
        return session;
    }

    public void stop(Session session) {
        World.get(world.commands.stop(session.id(), session.identity().userId()));
    }

    public void delete(Session session) {
        World.get(
                world.service.delete(session.id(), Actor.user(session.identity().userId())));
    }

    public void write(Session session, String path) {
        watch.write(session, path);
    }

    public Previews previews() {
        return new Previews(world.sessions, world.runtimes, world.commands, world.clock);
    }

    public WorkspaceFeeds feeds() {
        return feeds;
    }

    public SessionFeed sessions() {
        return sessions;
    }

    /** Workspaces that are watched. */
    public int watching() {
        return watch.watching();
    }

    /** Feeds that are kept, whether somebody listens or not. */
    public int feedsKept() {
        return feeds.size();
    }

    @Override
    public void close() {
        feeds.stop();
        World.get(sessions.stop());
    }
}
