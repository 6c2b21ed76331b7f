package dev.steward.devstack.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SuitePortsTest {
    @Test
    void hasTheDocumentedDefaults() {
        var ports = SuitePorts.of(Map.of());

        assertThat(ports.services())
                .isEqualTo(Map.of(
                        SuiteService.GATEWAY, 8080,
                        SuiteService.ZERO_TRUST, 8081,
                        SuiteService.SESSION, 8082,
                        SuiteService.JOB, 8083,
                        SuiteService.COST, 8084,
                        SuiteService.HEALING, 8085));
        assertThat(ports.previews()).isEqualTo(8090);
        assertThat(ports.previewUrl()).isEqualTo("http://<session id>.localhost:8090");
        assertThat(ports.postgres()).isEqualTo(15432);
        assertThat(ports.kafka()).isEqualTo(19092);
    }

    @Test
    void takesPortsFromTheEnvironment() {
        var ports = SuitePorts.of(Map.of("STEWARD_ZERO_TRUST_PORT", "9001", "STEWARD_POSTGRES_PORT", "9002"));

        assertThat(ports.url(SuiteService.ZERO_TRUST)).isEqualTo("http://127.0.0.1:9001");
        assertThat(ports.postgres()).isEqualTo(9002);
    }

    @Test
    void namesAllUnusablePortsAtOnce() {
        assertThatThrownBy(() -> SuitePorts.of(Map.of("STEWARD_GATEWAY_PORT", "http", "STEWARD_KAFKA_PORT", "80")))
                .isInstanceOf(SuiteException.class)
                .hasMessageContainingAll("STEWARD_GATEWAY_PORT=http", "STEWARD_KAFKA_PORT=80");
    }

    @Test
    void refusesAPortThatIsGivenTwice() {
        assertThatThrownBy(() -> SuitePorts.of(Map.of("STEWARD_GATEWAY_PORT", "19092")))
                .hasMessage("Port 19092 is given to two parts of the suite.");
        assertThatThrownBy(() -> SuitePorts.of(Map.of("STEWARD_PREVIEW_PORT", "8080")))
                .hasMessage("Port 8080 is given to two parts of the suite.");
    }

    @Test
    void saysWhichPortIsInUse() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var ports = SuitePorts.of(Map.of("STEWARD_JOB_PORT", String.valueOf(taken.getLocalPort())));
            assertThatThrownBy(() -> ports.requireFree(false))
                    .hasMessageContaining("Port " + taken.getLocalPort() + " is in use, so job-orchestrator");
        }
    }
}
