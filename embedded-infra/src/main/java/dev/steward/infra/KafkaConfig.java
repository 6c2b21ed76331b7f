package dev.steward.infra;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a broker needs.
 *
 * @param directory holds the log segments, the settings and the log file; made when absent, reused when present
 * @param port loopback port, 0 for a free one
 * @param jvmOptions added to the broker's own
 * @param passwords of all {@link AccessRules#principals()}, who then may do what {@link AccessRules} say; none for a
 *     broker that is open to everybody
 */
public record KafkaConfig(Path directory, int port, List<String> jvmOptions, Map<String, String> passwords) {
    private static final Pattern PASSWORD = Pattern.compile("[A-Za-z0-9+/=_-]+");

    public KafkaConfig {
        directory = directory.toAbsolutePath().normalize();
        jvmOptions = List.copyOf(jvmOptions);
        passwords = Map.copyOf(passwords);
        if (!passwords.isEmpty() && !passwords.keySet().containsAll(AccessRules.principals())) {
            throw new IllegalArgumentException("Every principal needs a password.");
        }
        if (!passwords.values().stream()
                .allMatch(password -> PASSWORD.matcher(password).matches())) {
            throw new IllegalArgumentException("Passwords of Kafka are of letters, digits and + / = _ - only.");
        }
    }

    public KafkaConfig(Path directory, int port, List<String> jvmOptions) {
        this(directory, port, jvmOptions, Map.of());
    }

    /** Whether whoever connects has to say who they are. */
    public boolean isGuarded() {
        return !passwords.isEmpty();
    }

    Path settings() {
        return directory.resolve("server.properties");
    }

    /** For the broker's JVM, which gives them to the broker. */
    Path users() {
        return directory.resolve(KafkaServer.USERS);
    }

    /** Made by the broker's JVM when users and rules are in place. */
    Path guarded() {
        return directory.resolve(KafkaServer.GUARDED);
    }

    public Path log() {
        return directory.resolve("kafka.log");
    }
}
