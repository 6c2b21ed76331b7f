package dev.steward.session.port;

import dev.steward.events.UuidV7;
import java.time.Clock;

class FakeSessionHistoryTest extends SessionHistoryContract {

    private final FakeSessionHistory fake = new FakeSessionHistory();

    @Override
    protected SessionHistory history() {
        return fake;
    }

    @Override
    protected String newSession() {
        return UuidV7.next(Clock.systemUTC());
    }
}
