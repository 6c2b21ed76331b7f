package dev.steward.session.port;

import dev.steward.events.UuidV7;
import java.time.Clock;

class FakeUsageRepositoryTest extends UsageRepositoryContract {

    private final FakeUsageRepository fake = new FakeUsageRepository();

    @Override
    protected UsageRepository usage() {
        return fake;
    }

    @Override
    protected String newSession() {
        return UuidV7.next(Clock.systemUTC());
    }
}
