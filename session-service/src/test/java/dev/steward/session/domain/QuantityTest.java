package dev.steward.session.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({
        "1,1",
        "1000,1000",
        "1k,1000",
        "1Ki,1024",
        "512Mi,536870912",
        "1.5Gi,1610612736",
        "1G,1000000000",
        ".5Ki,512",
        "2.,2",
        "2e9,2000000000",
        "1E3,1000",
        "1500m,2",
        "0.1,1",
        "7Ei,8070450532247928832"
    })
    void readsWhole(String text, long whole) {
        assertThat(Quantity.whole(text)).hasValue(whole);
    }

    @ParameterizedTest
    @CsvSource({"1,1000", "500m,500", "0.25,250", "0.0001,1", "1u,1", "2e-3,2", "1k,1000000"})
    void readsThousandths(String text, long thousandths) {
        assertThat(Quantity.thousandths(text)).hasValue(thousandths);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "0",
                "0Mi",
                "-1",
                "+1",
                "1MB",
                "1mi",
                "1K",
                "512 Mi",
                "Mi",
                ".",
                "1e",
                "1e3Mi",
                "0x10",
                "1,5",
                "1Gi\n",
                "1\u0000",
                "١",
                "NaN",
                "8Ei",
                "99999999999999999999",
                "1e99",
                "1e-99E",
                "1E999999999"
            })
    void refusesTheRest(String text) {
        assertThat(Quantity.whole(text)).isEqualTo(OptionalLong.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"8", "1Ki", "1000", "1536Mi", "5Gi", "1025"})
    void writesWhatItReads(String text) {
        assertThat(Quantity.whole(Quantity.ofBytes(Quantity.whole(text).orElseThrow())))
                .isEqualTo(Quantity.whole(text));
    }

    @Test
    void writesBriefly() {
        assertThat(Quantity.ofBytes(512L << 20)).isEqualTo("512Mi");
        assertThat(Quantity.ofBytes(1536L << 20)).isEqualTo("1536Mi");
        assertThat(Quantity.ofBytes(1_000)).isEqualTo("1000");
        assertThat(Quantity.ofBytes(0)).isEqualTo("0");
        assertThat(Quantity.ofThousandths(2_000)).isEqualTo("2");
        assertThat(Quantity.ofThousandths(1_500)).isEqualTo("1500m");
    }
}
