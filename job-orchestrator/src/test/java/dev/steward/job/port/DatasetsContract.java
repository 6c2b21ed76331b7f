package dev.steward.job.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.job.domain.DatasetPath;
import dev.steward.job.port.Datasets.StoreOutcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** What every {@link Datasets} does; the limit of the one under test is 1,000 bytes. */
public abstract class DatasetsContract {

    protected static final DatasetPath PATH = new DatasetPath("apollo", "a.csv");

    protected abstract Datasets datasets();

    @Test
    void locatesWhatWasStored() {
        assertThat(store(PATH, "a,b\n", "1,2\n")).isEqualTo(new StoreOutcome.Stored(8, false));

        StepVerifier.create(datasets().locate(PATH)).expectNextCount(1).verifyComplete();
    }

    @Test
    void locatesNothingThatWasNotStored() {
        store(PATH, "x");

        StepVerifier.create(datasets().locate(new DatasetPath("apollo", "b.csv")))
                .verifyComplete();
        StepVerifier.create(datasets().locate(new DatasetPath("gemini", "a.csv")))
                .verifyComplete();
    }

    @Test
    void replacesAndSaysSo() {
        store(PATH, "old");

        assertThat(store(PATH, "newer")).isEqualTo(new StoreOutcome.Stored(5, true));
    }

    @Test
    void refusesMoreThanTheLimitAndKeepsWhatWasThere() {
        store(PATH, "x".repeat(1_000));

        assertThat(store(PATH, "x".repeat(600), "x".repeat(401))).isEqualTo(new StoreOutcome.TooLarge());
        StepVerifier.create(datasets().locate(PATH)).expectNextCount(1).verifyComplete();
    }

    @Test
    void keepsNothingOfAnUploadThatBrokeOff() {
        Flux<ByteBuffer> broken = Flux.concat(pieces("half"), Flux.error(new IOException("connection reset")));

        StepVerifier.create(datasets().store(PATH, broken)).verifyError(IOException.class);
        StepVerifier.create(datasets().locate(PATH)).verifyComplete();
    }

    protected final StoreOutcome store(DatasetPath path, String... pieces) {
        return datasets().store(path, pieces(pieces)).block();
    }

    protected static Flux<ByteBuffer> pieces(String... pieces) {
        return Flux.just(pieces).map(piece -> ByteBuffer.wrap(piece.getBytes(StandardCharsets.UTF_8)));
    }
}
