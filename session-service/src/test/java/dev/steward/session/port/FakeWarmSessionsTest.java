package dev.steward.session.port;

class FakeWarmSessionsTest extends WarmSessionsContract {

    private final WarmSessions warm = new FakeWarmSessions();

    @Override
    protected WarmSessions warm() {
        return warm;
    }
}
