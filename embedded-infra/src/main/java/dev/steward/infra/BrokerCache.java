package dev.steward.infra;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** The AOT cache of the broker's JVM, recorded by one start on a throw-away folder; safe between processes. */
public record BrokerCache(Path directory) {
    private static final List<String> FLAGS = List.of("-XX:TieredStopAtLevel=1");

    /** In the build output of this module, for whatever starts brokers of this build. */
    public static BrokerCache ofThisBuild() {
        return new BrokerCache(
                ServerClassPath.ownLocation().resolveSibling("aot").resolve("kafka"));
    }

    public boolean isTrained() {
        try {
            return Files.readString(stamp()).equals(fingerprint());
        } catch (IOException e) {
            return false;
        }
    }

    /** Records the cache unless it is there, or cannot be because classes of the broker lie in a folder. */
    public void train() {
        if (!Files.isRegularFile(ServerClassPath.ownLocation())) {
            return;
        }
        new ServerCache(directory).exclusively(() -> {
            if (!isTrained()) {
                record();
            }
            return directory;
        });
    }

    /** For the broker's JVM, with the cache if there is one. */
    public List<String> options() {
        return isTrained() && Files.exists(cache()) ? with("-XX:AOTCache=" + cache()) : FLAGS;
    }

    private void record() {
        var trial = directory.resolve("trial");
        try {
            Directories.delete(trial);
            Files.deleteIfExists(cache());
            try {
                KafkaProcess.start(new KafkaConfig(trial, 0, with("-XX:AOTCacheOutput=" + cache()), trialPasswords()))
                        .stop();
            } catch (InfraException e) {
                Files.deleteIfExists(cache());
            }
            Directories.delete(trial);
            Files.writeString(stamp(), fingerprint());
        } catch (IOException e) {
            throw new InfraException("The folder " + directory + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** A broker with users uses all that one without does, and more. */
    private static Map<String, String> trialPasswords() {
        return AccessRules.principals().stream()
                .collect(Collectors.toMap(
                        principal -> principal, principal -> UUID.randomUUID().toString()));
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
        var module = ServerClassPath.ownLocation();
        return module + " " + Files.getLastModifiedTime(module) + " " + Runtime.version();
    }
}
