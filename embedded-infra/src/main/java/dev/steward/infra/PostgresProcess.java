package dev.steward.infra;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A PostgreSQL server as a child process, as durable as a real one: {@code fsync} and {@code synchronous_commit} on,
 * SCRAM passwords, loopback only. It may be killed and started again on the same data and port.
 */
public final class PostgresProcess implements ServerProcess {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);

    private final PostgresConfig config;
    private final PostgresBinaries binaries;
    private final RunAs identity;
    private final int port;
    private Process process;

    private PostgresProcess(PostgresConfig config) {
        this.config = config;
        this.binaries = PostgresBinaries.in(config.cache());
        this.port = config.port() == 0 ? Ports.free() : config.port();
        ServerCache.create(config.directory());
        this.identity = RunAs.choose(config.directory(), config.data(), binaries.home());
        PostgresData.prepare(config, binaries, identity);
        this.process = launch();
    }

    /** Returns when the server answers queries. */
    public static PostgresProcess start(PostgresConfig config) {
        return new PostgresProcess(config);
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

    public PostgresServer server() {
        return new PostgresServer("127.0.0.1", port, PostgresConfig.SUPERUSER, config.superuserPassword());
    }

    /** As {@link PostgresServer#provision}. */
    public void provision(String database, String ownerPassword, String appPassword) {
        server().provision(database, ownerPassword, appPassword);
    }

    @Override
    public void stop() {
        end("fast");
    }

    @Override
    public synchronized void kill() {
        ChildProcesses.killTree(process.toHandle());
    }

    @Override
    public synchronized void restart() {
        end("fast");
        process = launch();
    }

    /** Drops every connection without a checkpoint and starts again: recovery from the log is part of the start. */
    public synchronized void restartImmediate() {
        end("immediate");
        process = launch();
    }

    private synchronized void end(String mode) {
        if (!process.isAlive()) {
            return;
        }
        PostgresData.run(
                identity.command(List.of(
                        binaries.program("pg_ctl"),
                        "stop",
                        "--silent",
                        "-D",
                        config.data().toString(),
                        "-m",
                        mode)),
                "PostgreSQL could not be stopped");
        process.onExit().join();
    }

    private Process launch() {
        PostgresData.removeStalePidFile(config.data());
        PostgresData.endOrphans(config.data());
        Ports.requireFree(port, "PostgreSQL");
        var command = List.of(
                binaries.program("postgres"),
                "-D",
                config.data().toString(),
                "-p",
                String.valueOf(port),
                "--listen_addresses=127.0.0.1",
                "--unix_socket_directories=",
                "--fsync=on",
                "--synchronous_commit=on",
                "--max_connections=200",
                "--log_line_prefix=%m [%p] %u@%d ");
        var log = config.log().toFile();
        var builder = new ProcessBuilder(command)
                .directory(config.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        var started = ChildProcesses.start(builder, identity.prefix());
        awaitAnswer(started);
        return started;
    }

    private void awaitAnswer(Process started) {
        try {
            Await.serving("PostgreSQL", started, START_TIMEOUT, config.log(), this::answers);
        } catch (InfraException e) {
            ChildProcesses.killTree(started.toHandle());
            throw e;
        }
    }

    private boolean answers() {
        try (var connection = server().connect("postgres")) {
            return connection.isValid(5);
        } catch (SQLException e) {
            if ("28P01".equals(e.getSQLState())) {
                throw new InfraException("PostgreSQL was started on data made with another superuser password.", e);
            }
            return false;
        }
    }
}
