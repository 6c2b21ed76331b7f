package dev.steward.session.port;

class FakeLeadershipTest extends LeadershipContract {

    private final FakeLeadership fake = new FakeLeadership();

    @Override
    protected Leadership one() {
        return fake;
    }

    @Override
    protected Leadership other() {
        return fake.rival();
    }
}
