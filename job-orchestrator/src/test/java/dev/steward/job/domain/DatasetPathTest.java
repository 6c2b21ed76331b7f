package dev.steward.job.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetPathTest {

    @Test
    void readsProjectAndName() {
        assertThat(DatasetPath.parse("apollo/2026-01.sales_v1.csv"))
                .contains(new DatasetPath("apollo", "2026-01.sales_v1.csv"));
    }

    @Test
    void writesWhatItReads() {
        assertThat(new DatasetPath("apollo", "a.csv")).hasToString("apollo/a.csv");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a.csv",
                "/etc/passwd",
                "apollo/",
                "/a.csv",
                "apollo/../b/a.csv",
                "../apollo/a.csv",
                "apollo/..",
                "apollo/.hidden",
                "apollo/x/a.csv",
                "apollo//a.csv",
                "apollo\\a.csv",
                "apollo/*.csv",
                "apollo/a?.csv",
                "apollo/[ab].csv",
                "apollo/{a,b}.csv",
                "*/a.csv",
                "http://127.0.0.1/a.csv",
                "file:///etc/passwd",
                "s3://bucket/a.csv",
                "apollo/a.csv\n",
                "apollo/a.csv ",
                "Apollo/a.csv",
                "apollo/a\u0000.csv",
                "apollo/ä.csv",
                "apollo/%2e%2e"
            })
    void refusesWhateverIsMoreThanAName(String text) {
        assertThat(DatasetPath.parse(text)).isEmpty();
    }

    @Test
    void refusesANameOverItsLength() {
        assertThat(DatasetPath.validName("a".repeat(128))).isTrue();
        assertThat(DatasetPath.validName("a".repeat(129))).isFalse();
    }

    @Test
    void cannotBeMadeOfAnythingElse() {
        assertThatIllegalArgumentException().isThrownBy(() -> new DatasetPath("apollo", "../a.csv"));
        assertThatIllegalArgumentException().isThrownBy(() -> new DatasetPath("..", "a.csv"));
    }
}
