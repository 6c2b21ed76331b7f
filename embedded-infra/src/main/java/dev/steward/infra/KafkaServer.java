package dev.steward.infra;

import java.nio.file.Files;
import java.nio.file.Path;
import kafka.Kafka;
import kafka.tools.StorageTool;

/** The child JVM's main class: formats the storage if it is new, then runs the broker. */
final class KafkaServer {
    // One node: the id only keeps a stranger's data folder from being taken for ours.
    private static final String CLUSTER_ID = "c3Rld2FyZC1sb2NhbC0wMQ";

    private KafkaServer() {}

    static void main(String[] arguments) {
        var settings = Path.of(arguments[0]);
        if (!Files.exists(settings.resolveSibling("data").resolve("meta.properties"))) {
            String[] format = {"format", "--config", arguments[0], "--cluster-id", CLUSTER_ID, "--ignore-formatted"};
            int status = StorageTool.execute(format, System.out);
            if (status != 0) {
                System.exit(status);
            }
        }
        Kafka.main(arguments);
    }
}
