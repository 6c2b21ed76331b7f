package dev.steward.session.port;

import dev.steward.session.domain.Session;
import java.time.Clock;
import java.util.Map;

class FakeRuntimeTest extends SessionRuntimeConformance {

    private final FakeRuntime fake = new FakeRuntime(Clock.systemUTC());

    @Override
    protected SessionRuntime runtime() {
        return fake;
    }

    @Override
    protected SessionRuntime restarted() {
        return fake;
    }

    @Override
    protected Map<Need, String> lacks() {
        return Map.of(
                Need.SETUP, "a host in memory runs no commands",
                Need.MEMORY_LIMIT, "a host in memory takes none",
                Need.IMAGES, "a host in memory has none");
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
