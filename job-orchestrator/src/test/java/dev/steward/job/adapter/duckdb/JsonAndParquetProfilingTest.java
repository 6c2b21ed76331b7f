package dev.steward.job.adapter.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.job.domain.ColumnProfile;
import dev.steward.job.domain.DatasetProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonAndParquetProfilingTest extends ProfilingFixture {

    @Test
    void profilesNdjson() throws Exception {
        DatasetProfile profile = profile("a.ndjson", """
                {"id": 1, "name": "ann", "score": 1.5, "tags": ["x"], "gone": null}
                {"id": 2, "name": "", "score": null, "tags": [], "gone": null}

                {"id": 2, "name": "", "score": null, "tags": [], "gone": null}
                {"id": 3, "name": "cid"}
                """);

        assertThat(profile.rows()).isEqualTo(4);
        assertThat(profile.duplicateRows()).isEqualTo(1);
        assertThat(profile.columns())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(
                        new ColumnProfile("id", "integer", 0, 3, 1L, 3L, 0, false),
                        new ColumnProfile("name", "string", 0, 3, "", "cid", 0, false),
                        new ColumnProfile("score", "number", 3, 1, 1.5, 1.5, 0, true),
                        new ColumnProfile("tags", "nested", 1, 2, null, null, 0, false),
                        new ColumnProfile("gone", "json", 4, 0, null, null, 0, false));
    }

    @Test
    void keepsStringsOfDigitsAndColumnsOfMixedKind() throws Exception {
        DatasetProfile profile = profile("a.jsonl", "{\"code\":\"12\",\"mix\":1}\n{\"code\":\"7\",\"mix\":\"x\"}\n");

        assertThat(column(profile, "code").type()).isEqualTo("string");
        assertThat(column(profile, "mix").type()).isEqualTo("json");
    }

    @Test
    void profilesParquet() throws Exception {
        DatasetProfile profile = profile(parquet("a.parquet", """
                        SELECT i::INTEGER AS id, (i * 1.25)::DECIMAL(10, 2) AS price, i % 2 = 0 AS even,
                               DATE '2026-01-01' + i::INTEGER AS day, 'x' AS same, NULL::VARCHAR AS gone,
                               CASE WHEN i = 0 THEN 'nan'::DOUBLE ELSE i END AS "we""ird, name"
                        FROM range(4) t(i)"""), Map.of());

        assertThat(profile.rows()).isEqualTo(4);
        assertThat(column(profile, "id").max()).isEqualTo(3);
        assertThat(column(profile, "price").type()).isEqualTo("number");
        assertThat(column(profile, "price").max()).hasToString("3.75");
        assertThat(column(profile, "even").min()).isEqualTo(false);
        assertThat(column(profile, "day").max()).isEqualTo("2026-01-04");
        assertThat(column(profile, "same").constant()).isTrue();
        assertThat(column(profile, "gone").missing()).isEqualTo(4);
        assertThat(column(profile, "we\"ird, name").missing()).isEqualTo(1);
    }

    @Test
    void findsDuplicatesInParquetAndZeroRows() throws Exception {
        assertThat(profile(parquet("d.parquet", "SELECT i % 3 AS v FROM range(10) t(i)"), Map.of())
                        .duplicateRows())
                .isEqualTo(7);
        assertThat(profile(parquet("z.parquet", "SELECT 1 AS v WHERE false"), Map.of())
                        .rows())
                .isZero();
    }

    @Test
    void tellsTheFormatFromTheContentWhereTheNameDoesNot() throws Exception {
        assertThat(FileFormat.of(write("plain", "a,b\n1,2\n"))).isEqualTo(FileFormat.CSV);
        assertThat(FileFormat.of(write("lines.json", " {\"a\": 1}\n"))).isEqualTo(FileFormat.NDJSON);
        assertThat(FileFormat.of(parquet("table", "SELECT 1 AS v"))).isEqualTo(FileFormat.PARQUET);
    }
}
