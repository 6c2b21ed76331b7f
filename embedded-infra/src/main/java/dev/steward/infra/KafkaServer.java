package dev.steward.infra;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;

/** The child JVM's main class: formats the storage if it is new, then runs the broker, with its users if there are any. */
final class KafkaServer {
    static final String USERS = "users.properties";
    static final String GUARDED = "guarded";

    // One node: the id only keeps a stranger's data folder from being taken for ours.
    private static final String CLUSTER_ID = "c3Rld2FyZC1sb2NhbC0wMQ";

    private KafkaServer() {}

    public static void main(String[] arguments) throws IOException {
        var settings = Path.of(arguments[0]);
        if (!Files.exists(settings.resolveSibling("data").resolve("meta.properties"))) {
            String[] format = {"format", "--config", arguments[0], "--cluster-id", CLUSTER_ID, "--ignore-formatted"};
            int status = StorageTool.execute(format, System.out);
            if (status != 0) {
                System.exit(status);
            }
        }
        var users = settings.resolveSibling(USERS);
        if (Files.exists(users)) {
            var login = login(load(settings));
            Map<String, String> passwords = new HashMap<>();
            load(users).forEach((user, password) -> passwords.put(user.toString(), password.toString()));
            Thread.ofPlatform().daemon().name("access-control").start(() -> guard(settings, login, passwords));
        }
        Kafka.main(arguments);
    }

    /** While the broker starts: what the client has to load is loaded beside it. */
    private static void guard(Path settings, Map<String, Object> login, Map<String, String> passwords) {
        try (var admin = Admin.create(login)) {
            new AccessControl(admin).apply(AccessRules.all(), passwords);
            Files.createFile(settings.resolveSibling(GUARDED));
        } catch (IOException | InterruptedException | RuntimeException e) {
            System.err.println("Kafka ends, because its users and rules are not in place: " + e);
            System.exit(1);
        }
    }

    private static Map<String, Object> login(Properties settings) {
        return Map.of(
                "bootstrap.servers",
                        settings.getProperty("advertised.listeners").replace("CLIENTS://", ""),
                "security.protocol", "SASL_PLAINTEXT",
                "sasl.mechanism", "PLAIN",
                "sasl.jaas.config", settings.getProperty("listener.name.clients.plain.sasl.jaas.config"),
                "reconnect.backoff.max.ms", "50",
                "default.api.timeout.ms", "60000");
    }

    private static Properties load(Path file) throws IOException {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }
}
