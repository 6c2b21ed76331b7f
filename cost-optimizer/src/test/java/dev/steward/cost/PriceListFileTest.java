package dev.steward.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PriceListFileTest {

    @Test
    void readsYaml() {
        assertThat(read("""
                version: 2026-03 # not quoted
                currency: EUR
                prices:
                  cpu_second: 0.10
                  memory_gib_second: 7
                """)).isEqualTo(new PriceList("2026-03", "EUR", new BigDecimal("0.10"), new BigDecimal("7")));
    }

    @Test
    void readsJson(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("prices.json"), """
                {"version": "v1", "currency": "JPY", "prices": {"cpu_second": 123456789.123456789, "memory_gib_second": 0}}
                """);
        assertThat(PriceListFile.read(file))
                .isEqualTo(new PriceList("v1", "JPY", new BigDecimal("123456789.123456789"), BigDecimal.ZERO));
    }

    @Test
    void namesEveryProblemAtOnce() {
        assertThat(problems("""
                version: a b
                currency: euro
                discount: 5
                prices:
                  cpu_second: -1
                  cpu_second: 1
                  memory_gib_second: 1e3
                """))
                .containsExactly(
                        "discount is unknown (line 3)",
                        "version must match [A-Za-z0-9._-]{1,64}",
                        "currency must be an ISO 4217 code such as EUR",
                        "prices.cpu_second is given twice (line 6)",
                        "prices.memory_gib_second must be a decimal number from 0 with at most 9 digits on either side"
                                + " of the point");
    }

    @Test
    void namesEveryMissingField() {
        assertThat(problems("currency: [EUR]"))
                .containsExactly(
                        "version is missing",
                        "currency must be a single value",
                        "prices must be an object",
                        "prices.cpu_second is missing",
                        "prices.memory_gib_second is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", ".5", "1.", "1e3", "NaN", "0x10", "1_000", "1234567890", "1.0123456789", "''"})
    void refusesWhatIsNoDecimalPrice(String price) {
        assertThat(problems("""
                version: v1
                currency: EUR
                prices: {cpu_second: %s, memory_gib_second: 1}
                """.formatted(price))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "- 1", "text", "{", "a: b: c", "--- 1\n--- 2"})
    void refusesWhatIsNoObject(String text) {
        assertThat(problems(text)).isNotEmpty();
    }

    @Test
    void refusesAFileThatIsNotThere(@TempDir Path folder) {
        assertThatExceptionOfType(InvalidPriceListException.class)
                .isThrownBy(() -> PriceListFile.read(folder.resolve("none.yaml")))
                .withMessageContaining("none.yaml");
    }

    @Test
    void bundledListIsPinned() {
        assertThat(PriceListFile.bundled())
                .isEqualTo(new PriceList("2026-01", "USD", new BigDecimal("11.25"), new BigDecimal("1.25")));
    }

    private static PriceList read(String text) {
        return PriceListFile.read("prices", new StringReader(text));
    }

    private static List<String> problems(String text) {
        try {
            read(text);
        } catch (InvalidPriceListException e) {
            return e.problems();
        }
        throw new AssertionError("accepted: " + text);
    }
}
