package dev.steward.job.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The result of a validation. The counts of an unreadable file are null, not zero: nothing was counted. */
public record ValidationReport(
        @Nullable Long rows,
        @Nullable Long duplicateRows,
        List<ColumnProfile> columns,
        Verdict verdict,
        List<Finding> findings)
        implements JobResult {

    /** A column with a larger share of missing values than this is a warning. */
    private static final double MISSING_SHARE = 0.05;

    public ValidationReport {
        columns = List.copyOf(columns);
        findings = List.copyOf(findings);
    }

    public static ValidationReport unreadable(String why) {
        return new ValidationReport(
                null, null, List.of(), Verdict.FAIL, List.of(Finding.fail("unreadable", null, why)));
    }

    public static ValidationReport of(DatasetProfile profile, Map<String, ValueRange> ranges) {
        List<Finding> findings = new ArrayList<>();
        if (profile.rows() == 0) {
            findings.add(Finding.fail("no-rows", null, "The file holds no rows."));
        }
        if (profile.duplicateRows() > 0) {
            findings.add(Finding.warn("duplicate-rows", null, profile.duplicateRows() + " rows repeat another row."));
        }
        profile.columns().forEach(column -> judge(column, profile.rows(), findings));
        findings.addAll(unusedRanges(profile, ranges));
        Verdict verdict = findings.stream()
                .map(Finding::severity)
                .max(Comparator.naturalOrder())
                .orElse(Verdict.PASS);
        return new ValidationReport(profile.rows(), profile.duplicateRows(), profile.columns(), verdict, findings);
    }

    private static void judge(ColumnProfile column, long rows, List<Finding> findings) {
        String name = column.name();
        if (rows > 0 && column.missing() == rows) {
            findings.add(Finding.fail("all-missing", name, "Every value is missing."));
        } else if (column.missing() > rows * MISSING_SHARE) {
            findings.add(
                    Finding.warn("missing-values", name, column.missing() + " of " + rows + " values are missing."));
        }
        if (column.outOfRange() > 0) {
            findings.add(Finding.warn("out-of-range", name, column.outOfRange() + " values are out of range."));
        }
        if (column.constant()) {
            findings.add(Finding.warn("constant", name, "Every value is the same."));
        }
    }

    /** Worth saying, but no fault of the data: it leaves the verdict as it is. */
    private static List<Finding> unusedRanges(DatasetProfile profile, Map<String, ValueRange> ranges) {
        List<String> numeric = profile.columns().stream()
                .filter(ColumnProfile::numeric)
                .map(ColumnProfile::name)
                .toList();
        return ranges.keySet().stream()
                .filter(name -> !numeric.contains(name))
                .sorted()
                .map(name -> new Finding(Verdict.PASS, "range-unused", name, "No numeric column has this name."))
                .toList();
    }
}
