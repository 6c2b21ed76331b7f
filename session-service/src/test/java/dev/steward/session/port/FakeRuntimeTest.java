package dev.steward.session.port;

import dev.steward.session.domain.Session;
import java.time.Clock;

class FakeRuntimeTest extends SessionRuntimeContract {

    private final FakeRuntime fake = new FakeRuntime(Clock.systemUTC());

    @Override
    protected SessionRuntime runtime() {
        return fake;
    }

    @Override
    protected void killServer(Session session) {
        fake.crash(session.id());
    }

    @Override
    protected void occupy(int port) {
        fake.occupy(port);
    }

    @Override
    protected void print(Session session, String line) {
        fake.print(session.id(), line);
    }
}
