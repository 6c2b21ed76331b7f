package dev.steward.healing.port;

/** The fakes keep the contracts, so that what is proven with them holds. */
class FakesTest implements IncidentRepositoryContract, TargetRepositoryContract {

    private final IncidentRepository incidents = new FakeIncidentRepository();
    private final TargetRepository targets = new FakeTargetRepository();

    @Override
    public IncidentRepository incidents() {
        return incidents;
    }

    @Override
    public TargetRepository targets() {
        return targets;
    }
}
