package dev.steward.devstack.process;

import dev.steward.devstack.suite.SuiteException;
import dev.steward.infra.Directories;
import dev.steward.infra.InfraException;
import dev.steward.infra.KafkaConfig;
import dev.steward.infra.KafkaProcess;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The AOT cache of the broker's JVM, recorded by one start on a throw-away folder. */
record BrokerCache(Path directory) {
    private static final List<String> FLAGS = List.of("-XX:TieredStopAtLevel=1");

    boolean isTrained() {
        try {
            return Files.readString(stamp()).equals(fingerprint());
        } catch (IOException e) {
            return false;
        }
    }

    void train() {
        var trial = directory.resolve("trial");
        try {
            Directories.delete(directory);
            Files.createDirectories(directory);
            try {
                KafkaProcess.start(new KafkaConfig(trial, 0, with("-XX:AOTCacheOutput=" + cache())))
                        .stop();
            } catch (InfraException e) {
                Files.deleteIfExists(cache());
            }
            Directories.delete(trial);
            Files.writeString(stamp(), fingerprint());
        } catch (IOException e) {
            throw new SuiteException("The folder " + directory + " cannot be used: " + e.getMessage(), e);
        }
    }

    List<String> options() {
        return isTrained() && Files.exists(cache()) ? with("-XX:AOTCache=" + cache()) : FLAGS;
    }

    private static List<String> with(String option) {
        return List.of(FLAGS.getFirst(), option);
    }

    private Path cache() {
        return directory.resolve("kafka.aot");
    }

    private Path stamp() {
        return directory.resolve("trained");
    }

    /** The module that names the broker's jars is rebuilt whenever they change. */
    private static String fingerprint() throws IOException {
        try {
            var module = Path.of(KafkaProcess.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return module + " " + Files.getLastModifiedTime(module) + " " + Runtime.version();
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }
}
