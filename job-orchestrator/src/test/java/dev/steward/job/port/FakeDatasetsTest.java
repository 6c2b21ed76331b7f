package dev.steward.job.port;

class FakeDatasetsTest extends DatasetsContract {

    private final FakeDatasets datasets = new FakeDatasets();

    @Override
    protected Datasets datasets() {
        return datasets;
    }
}
