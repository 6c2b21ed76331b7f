package dev.steward.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.steward.kit.web.FieldProblem;
import dev.steward.kit.web.Problem;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.MultiValueMap;

class CostQueryTest {

    @Test
    void readsEveryParameter() {
        assertThat(read(Map.of(
                        "group_by", "job",
                        "project_id", "alpha",
                        "from", "2026-03-01T00:00:00+01:00",
                        "to", "2026-04-01T00:00:00Z")))
                .isEqualTo(new CostQuery(
                        CostQuery.GroupBy.JOB,
                        "alpha",
                        Instant.parse("2026-02-28T23:00:00Z"),
                        Instant.parse("2026-04-01T00:00:00Z")));
    }

    @Test
    void namesEveryBadParameter() {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> read(Map.of("group_by", "PROJECT", "from", "yesterday", "to", "")))
                .satisfies(problem -> assertThat(problem.errors())
                        .extracting(FieldProblem::field)
                        .containsExactly("group_by", "from", "to"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-01", "2026-03-01T12:00:00", "-0001-01-01T00:00:00Z", "+10000-01-01T00:00:00Z"})
    void refusesWhatNamesNoInstantOfTheLedger(String from) {
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> read(Map.of("group_by", "project", "from", from)));
    }

    @Test
    void refusesAnEndBeforeTheStart() {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> read(
                        Map.of("group_by", "project", "from", "2026-03-02T00:00:00Z", "to", "2026-03-01T00:00:00Z")));
    }

    @Test
    void needsToKnowWhatToGroupBy() {
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> read(Map.of()));
    }

    private static CostQuery read(Map<String, String> parameters) {
        return CostQuery.read(MultiValueMap.fromSingleValue(parameters));
    }
}
