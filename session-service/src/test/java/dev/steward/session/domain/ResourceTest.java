package dev.steward.session.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceTest {

    @ParameterizedTest
    @CsvSource({
        "CPU,    50m,  16",
        "MEMORY, 64Mi, 64Gi",
        "DISK,   64Mi, 1Ti",
    })
    void hasALeastAndAMost(Resource resource, String least, String most) {
        assertThat(resource.flaw(least)).isEmpty();
        assertThat(resource.flaw(most)).isEmpty();
        String range = "must be from " + least + " to " + most;
        assertThat(resource.flaw(resource.read(least).orElseThrow() - 1)).hasValue(range);
        assertThat(resource.flaw(resource.read(most).orElseThrow() + 1)).hasValue(range);
        assertThat(resource.flaw("much")).hasValue(Quantity.RULE);
    }

    @Test
    void readsAndWritesItsOwnUnit() {
        assertThat(Resource.CPU.read("500m")).hasValue(500);
        assertThat(Resource.MEMORY.read("1.5Gi")).hasValue(1536L << 20);
        assertThat(Resource.CPU.write(1_000)).isEqualTo("1");
        assertThat(Resource.DISK.write(5L << 30)).isEqualTo("5Gi");
        assertThat(Resource.MEMORY.of(Resources.USUAL)).isEqualTo(512L << 20);
    }
}
