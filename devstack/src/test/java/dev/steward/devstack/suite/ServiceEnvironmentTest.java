package dev.steward.devstack.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceEnvironmentTest {
    @TempDir
    Path directory;

    @Test
    void givesEachServiceItsOwnDatabaseAndOnlyZeroTrustTheMasterKey() {
        var environment = embedded(Map.of("PATH", "/bin", "STEWARD_ADMIN_PASSWORD_FILE", "/dev/null"));

        var job = environment.of(SuiteService.JOB);
        assertThat(job)
                .containsEntry("PATH", "/bin")
                .containsEntry("STEWARD_PORT", "8083")
                .containsEntry("STEWARD_PREVIEW_PORT", "8090")
                .containsEntry("STEWARD_DB_NAME", "job")
                .containsEntry("STEWARD_DB_PORT", "15432")
                .containsEntry("STEWARD_DB_POOL", "10")
                .containsEntry("STEWARD_KAFKA", "127.0.0.1:19092")
                .containsEntry("STEWARD_ZERO_TRUST_URL", "http://127.0.0.1:8081")
                .containsEntry("STEWARD_ISSUER", "http://127.0.0.1:8080")
                .doesNotContainKeys("STEWARD_ADMIN_PASSWORD_FILE", "STEWARD_MASTER_KEY_FILE");
        assertThat(job.get("STEWARD_DB_APP_PASSWORD_FILE")).endsWith("/secrets/job_app");
        assertThat(job)
                .containsEntry("STEWARD_KAFKA_PROTOCOL", "SASL_PLAINTEXT")
                .containsEntry("STEWARD_KAFKA_MECHANISM", "SCRAM-SHA-512")
                .containsEntry("STEWARD_KAFKA_USER", "job-orchestrator");
        assertThat(job.get("STEWARD_KAFKA_PASSWORD_FILE")).endsWith("/secrets/kafka_job-orchestrator");

        assertThat(environment.of(SuiteService.ZERO_TRUST))
                .containsEntry("STEWARD_ADMIN_PASSWORD_FILE", "/dev/null")
                .containsKey("STEWARD_MASTER_KEY_FILE");
    }

    @Test
    void usesTheExternalServersTheEnvironmentNames() {
        var inherited = new HashMap<>(Map.of(
                "STEWARD_DB_HOST",
                "db.example",
                "STEWARD_KAFKA",
                "kafka.example:9092",
                "STEWARD_DB_APP_PASSWORD",
                "secret",
                "STEWARD_DB_OWNER_PASSWORD_FILE",
                "/run/owner"));
        inherited.putAll(Map.of(
                "STEWARD_KAFKA_PROTOCOL", "SASL_SSL",
                "STEWARD_KAFKA_USER", "steward-{service}",
                "STEWARD_KAFKA_PASSWORD_FILE", "/run/kafka/{service}",
                "STEWARD_KAFKA_TRUSTSTORE_FILE", "/run/kafka.pem"));
        var infrastructure = Infrastructure.external(inherited);
        var job = environment(infrastructure, inherited).of(SuiteService.JOB);

        assertThat(infrastructure.administrator()).isEmpty();
        assertThat(job)
                .containsEntry("STEWARD_DB_HOST", "db.example")
                .containsEntry("STEWARD_KAFKA", "kafka.example:9092")
                .containsEntry("STEWARD_DB_APP_PASSWORD", "secret")
                .containsEntry("STEWARD_DB_OWNER_PASSWORD_FILE", "/run/owner")
                .containsEntry("STEWARD_KAFKA_PROTOCOL", "SASL_SSL")
                .containsEntry("STEWARD_KAFKA_USER", "steward-job-orchestrator")
                .containsEntry("STEWARD_KAFKA_PASSWORD_FILE", "/run/kafka/job-orchestrator")
                .containsEntry("STEWARD_KAFKA_TRUSTSTORE_FILE", "/run/kafka.pem");
        assertThatThrownBy(() -> Infrastructure.external(Map.of("STEWARD_DB_HOST", "db.example")))
                .hasMessage("With --infra=external the environment must set STEWARD_KAFKA.");
        assertThatThrownBy(() -> Infrastructure.external(Map.of()))
                .hasMessage("With --infra=external the environment must set STEWARD_DB_HOST and STEWARD_KAFKA.");
        assertThatThrownBy(() -> Infrastructure.external(Map.of(
                        "STEWARD_DB_HOST", "db.example", "STEWARD_DB_PORT", "http", "STEWARD_KAFKA", "kafka:9092")))
                .hasMessage("Not a port (1024 to 65535): STEWARD_DB_PORT=http.");
    }

    private ServiceEnvironment embedded(Map<String, String> inherited) {
        var layout = new Layout(directory, directory, directory);
        var infrastructure = Infrastructure.embedded(SuitePorts.of(inherited), new Secrets(layout, inherited));
        return environment(infrastructure, inherited);
    }

    private ServiceEnvironment environment(Infrastructure infrastructure, Map<String, String> inherited) {
        var layout = new Layout(directory, directory, directory);
        return new ServiceEnvironment(
                layout, SuitePorts.of(inherited), new Secrets(layout, inherited), infrastructure, inherited);
    }
}
