package dev.steward.gateway.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.gateway.status.StatusResponse.BreakerStatus;
import dev.steward.gateway.status.StatusResponse.Details;
import dev.steward.gateway.status.StatusResponse.InstanceStatus;
import dev.steward.gateway.status.StatusResponse.ServiceStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusPageTest {

    private static final StatusResponse STATUS = new StatusResponse(
            Instant.parse("2026-03-01T12:00:00Z"),
            Health.DEGRADED,
            List.of(new ServiceStatus(
                    "job-orchestrator",
                    Health.DEGRADED,
                    new Details(
                            List.of(new InstanceStatus("http://<b>:1", Health.DOWN)),
                            List.of(new BreakerStatus("jobs", "open"), new BreakerStatus("datasets", "closed")),
                            2L,
                            9L,
                            Map.of("job-orchestrator.x", 5L)))));

    @Test
    void showsAllAndNothingThatCouldBeMarkup() {
        assertThat(StatusPage.page(STATUS))
                .contains(
                        "job-orchestrator",
                        "jobs: open",
                        "2, oldest 9 s",
                        "job-orchestrator.x: 5",
                        "http://&lt;b&gt;:1")
                .doesNotContain("<b>", "datasets");
    }

    @Test
    void hidesWhatIsNotForEverybody() {
        assertThat(StatusPage.page(STATUS.withoutDetails()))
                .contains("job-orchestrator", "degraded", "details need a token")
                .doesNotContain("jobs: open", "http://");
    }

    @ParameterizedTest
    @CsvSource({
        "UP, UP, UP",
        "UP, DOWN, DEGRADED",
        "DOWN, DOWN, DOWN",
        "DEGRADED, UP, DEGRADED",
        "DEGRADED, DOWN, DEGRADED"
    })
    void isAsWellAsItsInstances(Health one, Health other, Health service) {
        assertThat(Health.ofInstances(List.of(one, other))).isEqualTo(service);
    }

    @Test
    void isAsWellAsTheWorstOfItsServices() {
        assertThat(Health.ofParts(List.of(Health.UP, Health.DOWN, Health.DEGRADED)))
                .isEqualTo(Health.DOWN);
        assertThat(Health.ofInstances(List.of())).isEqualTo(Health.DOWN);
        assertThat(Health.of("OUT_OF_SERVICE")).isEqualTo(Health.DOWN);
        assertThat(Health.of("UP")).isEqualTo(Health.UP);
    }
}
