package dev.steward.job.adapter.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.job.domain.ColumnProfile;
import dev.steward.job.domain.DatasetProfile;
import dev.steward.job.domain.ValueRange;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvProfilingTest extends ProfilingFixture {

    @Test
    void countsRowsDuplicatesAndEveryColumn() throws Exception {
        DatasetProfile profile = profile("a.csv", """
                id,price,name
                1,0.5,ann
                2,1.5,bob
                2,1.5,bob
                3,,bob
                """);

        assertThat(profile.rows()).isEqualTo(4);
        assertThat(profile.duplicateRows()).isEqualTo(1);
        assertThat(profile.columns())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(
                        new ColumnProfile("id", "integer", 0, 3, 1L, 3L, 0, false),
                        new ColumnProfile("price", "number", 1, 2, 0.5, 1.5, 0, false),
                        new ColumnProfile("name", "string", 0, 2, "ann", "bob", 0, false));
    }

    @ParameterizedTest
    @CsvSource({
        "1|2|-3, integer",
        "1|2.5|3e2, number",
        "99999999999999999999|1, number",
        "00123|00456, string",
        "true|FALSE, boolean",
        "2026-01-31|2026-02-01, date",
        "2026-02-30|2026-02-01, string",
        "2026-01-31T10:00:00Z|2026-02-01 11:30, timestamp",
        "01/02/2026|02/02/2026, string",
        "1|x, string",
        "0x10|0x11, string"
    })
    void findsTheNarrowestTypeThatFitsEveryValue(String values, String type) throws Exception {
        DatasetProfile profile = profile("a.csv", "v\n" + values.replace('|', '\n') + "\n");

        assertThat(profile.columns()).extracting(ColumnProfile::type).containsExactly(type);
    }

    @Test
    void ordersDatesAndTimesAndWritesThemAsText() throws Exception {
        DatasetProfile profile = profile("a.csv", """
                day,at
                2026-01-31,2026-01-31T10:00:00Z
                2025-12-01,2026-01-31 12:00:00
                """);

        assertThat(column(profile, "day").min()).isEqualTo("2025-12-01");
        assertThat(column(profile, "at").max()).isEqualTo("2026-01-31T12:00:00");
    }

    @Test
    void takesAnEmptyFieldForMissingQuotedOrNot() throws Exception {
        DatasetProfile profile = profile("a.csv", "a,b\n,x\n\"\",y\n1,\"\"\n");

        assertThat(column(profile, "a").missing()).isEqualTo(2);
        assertThat(column(profile, "b").missing()).isEqualTo(1);
    }

    @Test
    void takesWordsForMissingValuesAtTheirWord() throws Exception {
        DatasetProfile profile = profile("a.csv", "a\nNULL\nnull\nNA\n");

        assertThat(column(profile, "a").missing()).isZero();
        assertThat(column(profile, "a").distinct()).isEqualTo(3);
    }

    @Test
    void countsWhatIsNotANumberAsMissingAndInfinityAsOutOfRange() throws Exception {
        DatasetProfile profile = profile("a.csv", "a\n1\n2\n3\nNaN\ninf\n");

        assertThat(column(profile, "a"))
                .usingRecursiveComparison()
                .isEqualTo(new ColumnProfile("a", "number", 1, 4, 1.0, 3.0, 1, false));
    }

    @Test
    void seesAColumnThatIsAllMissingAndOneThatIsConstant() throws Exception {
        DatasetProfile profile = profile("a.csv", "gone,same\n,7\n,7\n");

        assertThat(column(profile, "gone").missing()).isEqualTo(2);
        assertThat(column(profile, "gone").constant()).isFalse();
        assertThat(column(profile, "gone").min()).isNull();
        assertThat(column(profile, "same").constant()).isTrue();
    }

    @Test
    void readsQuotedNewlinesAndQuotes() throws Exception {
        DatasetProfile profile = profile("a.csv", "a,b\n1,\"two\nlines\"\n2,\"say \"\"hi\"\"\"\n");

        assertThat(profile.rows()).isEqualTo(2);
        assertThat(column(profile, "b").max()).isEqualTo("two\nlines");
    }

    @Test
    void readsAHeaderAloneAsNoRows() throws Exception {
        DatasetProfile profile = profile("a.csv", "a,b\n");

        assertThat(profile.rows()).isZero();
        assertThat(profile.columns()).extracting(ColumnProfile::name).containsExactly("a", "b");
    }

    @Test
    void readsAnEmptyFileAsNoRowsAndNoColumns() throws Exception {
        assertThat(profile("a.csv", "")).isEqualTo(new DatasetProfile(0, 0, List.of()));
    }

    @Test
    void judgesByFarOutliersWithoutARange() throws Exception {
        // Q1 = 3.25, Q3 = 7.75 of 1…10, so the fences are −10.25 and 21.25; 21 is inside, 22 and −11 are not.
        String numbers = IntStream.rangeClosed(1, 10).mapToObj(String::valueOf).collect(Collectors.joining("\n"));

        assertThat(outOfRange(numbers, Map.of())).isZero();
        assertThat(outOfRange(numbers + "\n1000\n-1000", Map.of())).isEqualTo(2);
    }

    @Test
    void putsTheFencesThreeQuartileRangesOut() throws Exception {
        // Of 0, 0, 1, 1 and x the quartiles are 0 and 1 while x is above 1: the upper fence is 4.
        assertThat(outOfRange("0\n0\n1\n1\n4", Map.of())).isZero();
        assertThat(outOfRange("0\n0\n1\n1\n4.001", Map.of())).isEqualTo(1);
    }

    @Test
    void judgesByTheRangeWhereOneIsGiven() throws Exception {
        assertThat(outOfRange("1\n5\n9\n1000", Map.of("v", new ValueRange(5.0, 1000.0))))
                .isEqualTo(1);
        assertThat(outOfRange("1\n5\n9\n1000", Map.of("v", new ValueRange(null, 5.0))))
                .isEqualTo(2);
    }

    @Test
    void countsEveryOccurrenceOfAnOutlier() throws Exception {
        assertThat(outOfRange("1\n2\n3\n1000\n1000", Map.of("v", new ValueRange(0.0, 10.0))))
                .isEqualTo(2);
    }

    private long outOfRange(String numbers, Map<String, ValueRange> ranges) throws Exception {
        return column(profile(write("n.csv", "v\n" + numbers + "\n"), ranges), "v")
                .outOfRange();
    }
}
