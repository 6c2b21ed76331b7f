package dev.steward.kit.outbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who this service is to the broker, and how it makes sure of the broker.
 *
 * @param protocol {@code PLAINTEXT}, {@code SSL}, {@code SASL_PLAINTEXT} or {@code SASL_SSL}
 * @param mechanism {@code SCRAM-SHA-512}, {@code SCRAM-SHA-256} or {@code PLAIN}
 * @param truststore certificates in PEM that the broker's is checked against; empty for those of the JVM
 */
record BrokerLogin(
        @DefaultValue("PLAINTEXT") String protocol,
        @DefaultValue("SCRAM-SHA-512") String mechanism,
        @DefaultValue("") String user,
        @DefaultValue("") String password,
        @DefaultValue("") String truststore) {

    private static final List<String> PROTOCOLS = List.of("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL");
    private static final Map<String, String> MODULES = Map.of(
            "SCRAM-SHA-512", "org.apache.kafka.common.security.scram.ScramLoginModule",
            "SCRAM-SHA-256", "org.apache.kafka.common.security.scram.ScramLoginModule",
            "PLAIN", "org.apache.kafka.common.security.plain.PlainLoginModule");

    /**
     * Nothing where nothing was said, so that {@code spring.kafka} can still say it.
     *
     * @throws InvalidBrokerLoginException naming all that is wrong; not while binding, whose failures quote values
     */
    Map<String, String> settings() {
        List<String> problems = problems();
        if (!problems.isEmpty()) {
            throw new InvalidBrokerLoginException(String.join("; ", problems));
        }
        return checkedSettings();
    }

    private List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (!PROTOCOLS.contains(protocol)) {
            problems.add("STEWARD_KAFKA_PROTOCOL must be one of " + PROTOCOLS + ", not " + protocol);
        }
        if (protocol.startsWith("SASL_")) {
            if (!MODULES.containsKey(mechanism)) {
                problems.add("STEWARD_KAFKA_MECHANISM must be one of "
                        + MODULES.keySet().stream().sorted().toList() + ", not " + mechanism);
            }
            if (user.isEmpty() || password.isEmpty()) {
                problems.add(
                        "STEWARD_KAFKA_USER and STEWARD_KAFKA_PASSWORD_FILE must be set with the protocol " + protocol);
            }
        }
        if (!truststore.isEmpty() && !protocol.endsWith("SSL")) {
            problems.add("STEWARD_KAFKA_TRUSTSTORE_FILE has no use with the protocol " + protocol);
        }
        return problems;
    }

    private Map<String, String> checkedSettings() {
        Map<String, String> settings = new HashMap<>();
        if (!protocol.equals("PLAINTEXT")) {
            settings.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol);
        }
        if (protocol.startsWith("SASL_")) {
            settings.put(SaslConfigs.SASL_MECHANISM, mechanism);
            settings.put(
                    SaslConfigs.SASL_JAAS_CONFIG,
                    "%s required username=%s password=%s;"
                            .formatted(MODULES.get(mechanism), quoted(user), quoted(password)));
        }
        if (!truststore.isEmpty()) {
            settings.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
            settings.put(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, truststore);
        }
        return settings;
    }

    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Without the password, which the record's own would show. */
    @Override
    public String toString() {
        return protocol + (user.isEmpty() ? "" : " as " + user);
    }
}
