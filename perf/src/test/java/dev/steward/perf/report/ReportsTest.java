package dev.steward.perf.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.perf.load.Failure;
import dev.steward.perf.load.Measurements;
import dev.steward.perf.load.Profile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class ReportsTest {
    @TempDir
    private Path folder;

    @Test
    void writesFiguresForProgramsAndAPageThatLoadsNothing() throws Exception {
        var measured = new Measurements();
        measured.succeeded("read", Duration.ofMillis(10).toNanos());
        measured.failed(new Failure("read", Instant.EPOCH, Instant.EPOCH, 500, null, "<script>"), 20_000_000);
        var run = new Summary.Run("chaos/x", Profile.SMOKE, 1, "abc", "2 cores", Instant.EPOCH);
        var summary = Summary.of(run, measured, Duration.ofSeconds(2), Map.of("gateway", Duration.ofSeconds(1)));

        var page = Files.readString(new Reports(folder).write(summary));

        var json = JsonMapper.shared().readTree(folder.resolve("chaos-x-smoke.json"));
        assertThat(json.at("/all/count").asInt()).isEqualTo(2);
        assertThat(json.at("/per_second").asDouble()).isEqualTo(1);
        assertThat(json.at("/holds").asBoolean()).isFalse();
        assertThat(json.at("/steps/read/failed").asInt()).isEqualTo(1);
        assertThat(json.at("/cpu_seconds/gateway").asDouble()).isEqualTo(1);
        assertThat(page)
                .contains("failed below 1 %", "&lt;script>")
                .doesNotContain("<script", "http:", "https:", "src=");
    }
}
