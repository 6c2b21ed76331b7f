package dev.steward.session.port;

import dev.steward.session.domain.Session;

class FakeWorkspaceWatchTest extends WorkspaceWatchContract {

    private final FakeWorkspaceWatch fake = new FakeWorkspaceWatch();

    @Override
    protected WorkspaceWatch watch() {
        return fake;
    }

    @Override
    protected void make(Session session) {}

    @Override
    protected void write(Session session, String path, String content) {
        fake.write(session, path);
    }

    @Override
    protected void remove(Session session, String path) {
        fake.remove(session, path);
    }

    @Override
    protected void awaitBegun() {}
}
