package dev.steward.session.port;

class FakeSessionRepositoryTest extends SessionRepositoryContract {

    private final FakeSessionRepository fake = new FakeSessionRepository();

    @Override
    protected SessionRepository sessions() {
        return fake;
    }
}
