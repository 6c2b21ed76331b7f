package dev.steward.job.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValidationReportTest {

    private static final ColumnProfile GOOD = column("good", 0, 0, false);

    @Test
    void passesWhereNothingIsWrong() {
        ValidationReport report = report(100, 0, GOOD);

        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.findings()).isEmpty();
        assertThat(report.rows()).isEqualTo(100);
        assertThat(report.columns()).containsExactly(GOOD);
    }

    @Test
    void warnsOfAnyDuplicate() {
        assertThat(report(100, 1, GOOD).verdict()).isEqualTo(Verdict.WARN);
    }

    @Test
    void warnsOfMissingValuesOnlyOverFivePercent() {
        assertThat(report(100, 0, column("c", 5, 0, false)).verdict()).isEqualTo(Verdict.PASS);
        assertThat(report(100, 0, column("c", 6, 0, false)).verdict()).isEqualTo(Verdict.WARN);
    }

    @Test
    void warnsOfAValueOutOfRange() {
        assertThat(codes(report(100, 0, column("c", 0, 1, false)))).containsExactly("warn out-of-range c");
    }

    @Test
    void warnsOfAConstantColumn() {
        assertThat(codes(report(100, 0, column("c", 0, 0, true)))).containsExactly("warn constant c");
    }

    @Test
    void failsOnAColumnThatIsAllMissing() {
        assertThat(codes(report(100, 0, GOOD, column("c", 100, 0, false)))).containsExactly("fail all-missing c");
    }

    @Test
    void failsWithoutRows() {
        assertThat(codes(report(0, 0, column("c", 0, 0, false)))).containsExactly("fail no-rows null");
    }

    @Test
    void failsOnAnUnreadableFileAndCountsNothing() {
        ValidationReport report = ValidationReport.unreadable("Line 2: the file is not UTF-8.");

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.rows()).isNull();
        assertThat(report.duplicateRows()).isNull();
        assertThat(report.findings())
                .containsExactly(new Finding(Verdict.FAIL, "unreadable", null, "Line 2: the file is not UTF-8."));
    }

    @Test
    void takesTheWorstOfItsFindings() {
        ValidationReport report = report(100, 3, column("a", 100, 0, false), column("b", 0, 2, false));

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(codes(report))
                .containsExactly("warn duplicate-rows null", "fail all-missing a", "warn out-of-range b");
    }

    @Test
    void saysWhichRangeMetNoNumericColumnAndLeavesTheVerdict() {
        ValidationReport report =
                ValidationReport.of(new DatasetProfile(10, 0, List.of(GOOD)), Map.of("tpyo", new ValueRange(0.0, 1.0)));

        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(codes(report)).containsExactly("pass range-unused tpyo");
    }

    private static List<String> codes(ValidationReport report) {
        return report.findings().stream()
                .map(finding -> finding.severity() + " " + finding.code() + " " + finding.column())
                .toList();
    }

    private static ValidationReport report(long rows, long duplicates, ColumnProfile... columns) {
        return ValidationReport.of(new DatasetProfile(rows, duplicates, List.of(columns)), Map.of());
    }

    private static ColumnProfile column(String name, long missing, long outOfRange, boolean constant) {
        return new ColumnProfile(name, "integer", missing, 2, 1, 2, outOfRange, constant);
    }
}
