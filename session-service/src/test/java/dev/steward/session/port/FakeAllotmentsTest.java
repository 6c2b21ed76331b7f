package dev.steward.session.port;

class FakeAllotmentsTest extends AllotmentsContract {

    private final FakeSessionRepository sessions = new FakeSessionRepository();

    @Override
    protected Allotments allotments() {
        return new FakeAllotments(sessions);
    }

    @Override
    protected SessionRepository sessions() {
        return sessions;
    }
}
