package dev.steward.kit.testing;

import dev.steward.infra.BrokerCache;
import dev.steward.infra.Directories;
import dev.steward.infra.KafkaConfig;
import dev.steward.infra.KafkaProcess;
import dev.steward.infra.PostgresConfig;
import dev.steward.infra.PostgresProcess;
import dev.steward.infra.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;

/** Child processes: all a machine needs is this JDK. */
final class EmbeddedServers implements InfraServers {

    private final Path directory;
    private final PostgresProcess postgres;
    private final KafkaProcess kafka;

    EmbeddedServers() {
        try {
            directory = Files.createTempDirectory("steward-it-");
            // As root the database server runs under another uid, which has to reach its data.
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var starting = CompletableFuture.supplyAsync(() -> {
            var cache = BrokerCache.ofThisBuild();
            cache.train();
            return KafkaProcess.start(new KafkaConfig(directory.resolve("kafka"), 0, cache.options()));
        });
        postgres = PostgresProcess.start(new PostgresConfig(directory.resolve("postgres"), 0, "postgres"));
        try {
            kafka = starting.join();
        } catch (RuntimeException e) {
            postgres.kill();
            throw e;
        }
    }

    @Override
    public PostgresServer postgres() {
        return postgres.server();
    }

    @Override
    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    @Override
    public void killPostgres() {
        postgres.kill();
    }

    @Override
    public void restartPostgres() {
        postgres.restart();
    }

    @Override
    public void restartPostgresImmediate() {
        postgres.restartImmediate();
    }

    @Override
    public void killKafka() {
        kafka.kill();
    }

    @Override
    public void restartKafka() {
        kafka.restart();
    }

    @Override
    public void close() {
        kafka.kill();
        postgres.kill();
        try {
            Directories.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
