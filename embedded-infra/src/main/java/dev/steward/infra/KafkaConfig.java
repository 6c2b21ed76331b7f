package dev.steward.infra;

import java.nio.file.Path;
import java.util.List;

/**
 * What a broker needs.
 *
 * @param directory holds the log segments, the settings and the log file; made when absent, reused when present
 * @param port loopback port, 0 for a free one
 * @param jvmOptions added to the broker's own
 */
public record KafkaConfig(Path directory, int port, List<String> jvmOptions) {
    public KafkaConfig {
        directory = directory.toAbsolutePath().normalize();
        jvmOptions = List.copyOf(jvmOptions);
    }

    public KafkaConfig(Path directory, int port) {
        this(directory, port, List.of("-XX:TieredStopAtLevel=1"));
    }

    Path settings() {
        return directory.resolve("server.properties");
    }

    public Path log() {
        return directory.resolve("kafka.log");
    }
}
