package dev.steward.devstack.suite;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The environment variables of each service: the launcher's own, without its secrets, and what the service needs. */
public record ServiceEnvironment(
        Layout layout,
        SuitePorts ports,
        Secrets secrets,
        Infrastructure infrastructure,
        Map<String, String> inherited) {
    private static final List<String> ROLE_PASSWORDS = List.of("STEWARD_DB_OWNER_PASSWORD", "STEWARD_DB_APP_PASSWORD");

    /** One environment names the logins of all services: {@code {service}} in it stands for the name of each. */
    private static final List<String> BROKER_LOGIN = List.of(
            "STEWARD_KAFKA_USER",
            "STEWARD_KAFKA_PASSWORD",
            "STEWARD_KAFKA_PASSWORD_FILE",
            "STEWARD_KAFKA_TRUSTSTORE_FILE");

    public Map<String, String> of(SuiteService service) {
        var variables = new HashMap<>(inherited);
        variables.keySet().removeIf(ServiceEnvironment::isSecret);
        variables.put("STEWARD_PORT", String.valueOf(ports.of(service)));
        variables.put("STEWARD_PREVIEW_PORT", String.valueOf(ports.previews()));
        variables.put("STEWARD_DB_HOST", infrastructure.databaseHost());
        variables.put("STEWARD_DB_PORT", String.valueOf(infrastructure.databasePort()));
        variables.put("STEWARD_DB_NAME", service.database());
        variables.putIfAbsent("STEWARD_DB_POOL", "10");
        variables.put("STEWARD_KAFKA", infrastructure.kafka());
        putBrokerLogin(service, variables);
        variables.putIfAbsent("STEWARD_ISSUER", ports.url(SuiteService.GATEWAY));
        variables.put("STEWARD_DATA_DIR", layout.files().toString());
        for (var other : SuiteService.values()) {
            variables.put(other.urlVariable(), ports.url(other));
        }
        putRolePasswords(service, variables);
        if (service == SuiteService.ZERO_TRUST) {
            variables.put("STEWARD_ADMIN_PASSWORD_FILE", secrets.adminPassword().toString());
            variables.put("STEWARD_MASTER_KEY_FILE", secrets.masterKey().toString());
        }
        return variables;
    }

    private void putBrokerLogin(SuiteService service, Map<String, String> variables) {
        if (!infrastructure.external()) {
            variables.put("STEWARD_KAFKA_PROTOCOL", "SASL_PLAINTEXT");
            variables.put("STEWARD_KAFKA_MECHANISM", "SCRAM-SHA-512");
            variables.put("STEWARD_KAFKA_USER", service.module());
            variables.put(
                    "STEWARD_KAFKA_PASSWORD_FILE",
                    secrets.ofBroker(service.module()).toString());
            return;
        }
        for (var variable : BROKER_LOGIN) {
            var value = inherited.get(variable);
            if (value != null) {
                variables.put(variable, value.replace("{service}", service.module()));
            }
        }
    }

    private void putRolePasswords(SuiteService service, Map<String, String> variables) {
        if (infrastructure.administrator().isPresent()) {
            variables.put(
                    "STEWARD_DB_OWNER_PASSWORD_FILE", ownerPassword(service).toString());
            variables.put("STEWARD_DB_APP_PASSWORD_FILE", appPassword(service).toString());
            return;
        }
        for (var name : ROLE_PASSWORDS) {
            for (var variable : List.of(name, name + "_FILE")) {
                var value = inherited.get(variable);
                if (value != null) {
                    variables.put(variable, value);
                }
            }
        }
    }

    private Path ownerPassword(SuiteService service) {
        return secrets.ofDatabase(service.database() + "_owner");
    }

    private Path appPassword(SuiteService service) {
        return secrets.ofDatabase(service.database() + "_app");
    }

    /** Whether the servers of somebody else can be used; those of the suite itself are started first. */
    public void requireExternalServers() {
        if (infrastructure.external()) {
            new ExternalServers(infrastructure, inherited).require();
        }
    }

    /** Makes the service's database and roles with the passwords it is given. */
    public void provision(SuiteService service) {
        infrastructure
                .administrator()
                .ifPresent(server -> server.provision(
                        service.database(), Secrets.read(ownerPassword(service)), Secrets.read(appPassword(service))));
    }

    private static boolean isSecret(String variable) {
        return variable.startsWith("STEWARD_")
                && (variable.endsWith("_FILE") || variable.endsWith("_PASSWORD") || variable.endsWith("_KEY"));
    }
}
