package dev.steward.infra;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;

/** A single-node KRaft broker as a child JVM. It may be killed and started again on the same data and port. */
public final class KafkaProcess implements ServerProcess {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);

    // At info the broker prints its whole configuration three times per start.
    private static final List<String> LOGGING = List.of(
            "-Dorg.slf4j.simpleLogger.showDateTime=true",
            "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaRaftServer=info",
            "-Dorg.slf4j.simpleLogger.log.kafka.server.BrokerServer=info");

    private final KafkaConfig config;
    private final int port;
    private Process process;

    private KafkaProcess(KafkaConfig config) {
        this.config = config;
        this.port = config.port() == 0 ? Ports.free() : config.port();
        ServerCache.create(config.directory());
        this.process = launch();
    }

    /** Returns when the broker is registered with its controller and answers requests. */
    public static KafkaProcess start(KafkaConfig config) {
        return new KafkaProcess(config);
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    @Override
    public synchronized void stop() {
        process.destroy();
        process.onExit().join();
    }

    @Override
    public synchronized void kill() {
        ChildProcesses.killTree(process.toHandle());
    }

    @Override
    public synchronized void restart() {
        stop();
        process = launch();
    }

    private Process launch() {
        Ports.requireFree(port, "Kafka");
        writeSettings();
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xms64m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:MaxDirectMemorySize=64m"));
        command.addAll(List.of("-XX:+ExitOnOutOfMemoryError"));
        command.addAll(LOGGING);
        command.addAll(config.jvmOptions());
        command.addAll(List.of("-cp", ServerClassPath.forChildJvm(), KafkaServer.class.getName()));
        command.add(config.settings().toString());
        var started = ChildProcesses.start(new ProcessBuilder(command)
                .directory(config.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(config.log().toFile())));
        try {
            Await.serving("Kafka", started, START_TIMEOUT, config.log(), this::serves);
        } catch (InfraException e) {
            ChildProcesses.killTree(started.toHandle());
            throw e;
        }
        return started;
    }

    private boolean serves() {
        return ApiVersionsProbe.answers(port) && (!config.isGuarded() || Files.exists(config.guarded()));
    }

    private void writeSettings() {
        try {
            Files.deleteIfExists(config.guarded());
            Files.deleteIfExists(config.users());
            Directories.writeForOwner(config.settings(), KafkaSettings.text(config, port, Ports.freeForController()));
            if (config.isGuarded()) {
                var users = new StringWriter();
                var properties = new Properties();
                properties.putAll(config.passwords());
                properties.store(users, null);
                Directories.writeForOwner(config.users(), users.toString());
            }
        } catch (IOException e) {
            throw new InfraException("The folder " + config.directory() + " cannot be used: " + e.getMessage(), e);
        }
    }
}
