package dev.steward.job.port;

class FakeJobRepositoryTest extends JobRepositoryContract {

    private final FakeJobRepository jobs = new FakeJobRepository();

    @Override
    protected JobRepository jobs() {
        return jobs;
    }
}
