package dev.steward.devstack.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.devstack.suite.SuiteService;
import dev.steward.infra.AccessRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class ComposeFileTest {
    private static final Path FILE = Path.of("..", "docker-compose.yml");

    private final Map<String, Map<String, Object>> services = section("services");

    @Test
    void holdsTheSixServicesWithTheirImages() {
        for (var service : SuiteService.values()) {
            assertThat(services.get(service.module()))
                    .containsEntry("image", "steward/" + service.module() + ":0.1.0-SNAPSHOT")
                    .containsEntry("build", service.module());
        }
    }

    @Test
    void givesNoContainerMoreThanItNeeds() {
        assertThat(services).allSatisfy((name, service) -> assertThat(service)
                .containsEntry("read_only", !name.equals("kafka"))
                .containsEntry("cap_drop", List.of("ALL"))
                .containsEntry("security_opt", List.of("no-new-privileges:true"))
                .containsKey("mem_limit"));
    }

    @Test
    void publishesOnLoopbackOnly() {
        assertThat(services.values())
                .flatExtracting(service -> list(service.get("ports")))
                .isNotEmpty()
                .allSatisfy(port -> assertThat(port.toString()).startsWith("127.0.0.1:"));
    }

    @Test
    void startsEachServiceAfterWhatItNeeds() {
        for (var service : SuiteService.values()) {
            var needed = mapping(services.get(service.module()).get("depends_on"));
            assertThat(needed).isNotEmpty().allSatisfy((name, condition) -> assertThat(
                            mapping(condition).get("condition"))
                    .isEqualTo(
                            Set.of("provision", "access").contains(name)
                                    ? "service_completed_successfully"
                                    : "service_healthy"));
        }
    }

    @Test
    void namesEverySecretItUses() {
        var used = new HashSet<String>();
        services.values().forEach(service -> list(service.get("secrets"))
                .forEach(secret -> used.add(
                        secret instanceof Map<?, ?> mount ? String.valueOf(mount.get("source")) : secret.toString())));

        var secrets = section("secrets");

        assertThat(secrets.keySet()).isEqualTo(used);
        assertThat(secrets).allSatisfy((name, secret) -> assertThat(secret)
                .containsEntry("file", "${STEWARD_SECRETS_DIR:-containers/secrets}/" + name));
        assertThat(used).containsAll(rolesOfDatabases());
        assertThat(used)
                .containsAll(AccessRules.principals().stream()
                        .filter(principal -> !principal.equals(AccessRules.ADMIN))
                        .map(AccessRules::passwordFile)
                        .toList());
    }

    @Test
    void letsEachServiceLogInToKafkaAsItselfAndNobodyWithout() {
        for (var service : SuiteService.values()) {
            var definition = services.get(service.module());
            assertThat(mapping(definition.get("environment")))
                    .containsEntry("STEWARD_KAFKA_USER", service.module())
                    .containsEntry("STEWARD_KAFKA_PROTOCOL", "SASL_PLAINTEXT")
                    .containsEntry("STEWARD_KAFKA_PASSWORD_FILE", "/run/secrets/kafka");
            assertThat(definition.get("secrets").toString())
                    .contains("{source=" + AccessRules.passwordFile(service.module()) + ", target=kafka}");
        }
        var broker = mapping(services.get("kafka").get("environment"));
        assertThat(broker)
                .containsEntry("KAFKA_ALLOW_EVERYONE_IF_NO_ACL_FOUND", "false")
                .containsEntry(
                        "KAFKA_AUTHORIZER_CLASS_NAME", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        var open = Arrays.stream(broker.get("KAFKA_LISTENERS").toString().split(",", -1))
                .filter(listener -> !listener.startsWith("CLIENTS:"));
        assertThat(open).hasSize(2).allMatch(listener -> listener.contains("://localhost:"));
        assertThat(broker.get("KAFKA_LISTENER_SECURITY_PROTOCOL_MAP").toString())
                .contains("CLIENTS:SASL_PLAINTEXT");
    }

    private static List<String> rolesOfDatabases() {
        var roles = new ArrayList<String>();
        Arrays.stream(SuiteService.values()).forEach(service -> {
            roles.add(service.database() + "_owner");
            roles.add(service.database() + "_app");
        });
        return roles;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> section(String name) {
        try {
            Map<String, Map<String, Map<String, Object>>> file = new Yaml().load(Files.readString(FILE));
            return file.get(name);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> mapping(Object value) {
        return (Map<String, Object>) value;
    }

    private static List<?> list(Object value) {
        return value == null ? List.of() : (List<?>) value;
    }
}
