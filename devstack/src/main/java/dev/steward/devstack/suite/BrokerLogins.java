package dev.steward.devstack.suite;

import dev.steward.infra.AccessRules;
import dev.steward.infra.Directories;
import java.io.IOException;
import java.util.List;

/** Files with which Kafka's own tools, and any client, log in to the embedded broker; each for its owner alone. */
public record BrokerLogins(Layout layout, Secrets secrets, String broker) {
    /** The others are services, which are told in their environment. */
    private static final List<String> PRINCIPALS = List.of(AccessRules.OUTSIDE, AccessRules.ADMIN);

    /** At every start, because the port may be another. */
    public void write() {
        PRINCIPALS.forEach(this::write);
    }

    private void write(String principal) {
        var file = layout.brokerLogin(principal);
        try {
            Directories.writeForOwner(
                    file, """
                    bootstrap.servers=%s
                    security.protocol=SASL_PLAINTEXT
                    sasl.mechanism=SCRAM-SHA-512
                    sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required \\
                      username="%s" password="%s";
                    """.formatted(broker, principal, Secrets.read(secrets.ofBroker(principal))));
        } catch (IOException e) {
            throw SuiteException.of("The file " + file + " cannot be written", e);
        }
    }
}
