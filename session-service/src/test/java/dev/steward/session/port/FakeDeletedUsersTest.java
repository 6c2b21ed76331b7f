package dev.steward.session.port;

class FakeDeletedUsersTest extends DeletedUsersContract {

    private final FakeSessionRepository sessions = new FakeSessionRepository();
    private final FakeDeletedUsers fake = new FakeDeletedUsers(sessions);

    @Override
    protected DeletedUsers users() {
        return fake;
    }

    @Override
    protected SessionRepository sessions() {
        return sessions;
    }
}
