package dev.steward.session.port;

import dev.steward.events.UuidV7;
import java.time.Clock;

class FakeKeepAliveRepositoryTest extends KeepAliveRepositoryContract {

    private final KeepAliveRepository keepAlives = new FakeKeepAliveRepository();

    @Override
    protected KeepAliveRepository keepAlives() {
        return keepAlives;
    }

    @Override
    protected String newSession() {
        return UuidV7.next(Clock.systemUTC());
    }
}
