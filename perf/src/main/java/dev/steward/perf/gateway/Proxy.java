package dev.steward.perf.gateway;

import dev.steward.infra.ChildProcesses;
import dev.steward.perf.load.NotRunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Something that stands between clients and the upstream, as a process. */
record Proxy(String name, Process process, int port, Path log) implements AutoCloseable {

    /** For a JVM that is going to have one core: it is to be sized by that from its start. */
    static final List<String> ONE_CORE = List.of("-XX:ActiveProcessorCount=1");

    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int SHOWN = 2_000;
    private static final String ACCESS_LOG = "\"logger_name\":\"access\"";

    static Proxy start(String name, int port, List<String> command, Map<String, String> environment, Path folder) {
        var log = folder.resolve(name.replace(' ', '-') + ".out");
        var builder = new ProcessBuilder(Cores.anywhere(command))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return new Proxy(name, ChildProcesses.start(builder), port, log);
    }

    /** Waits until it answers so. */
    Proxy ready(String path, @Nullable String token, String said) {
        long deadline = System.nanoTime() + START.toNanos();
        while (!answers(path, token, said)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                close();
                throw new NotRunException(name + " did not start: " + end());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return this;
    }

    private boolean answers(String path, @Nullable String token, String said) {
        try {
            var answer = get(path, token);
            return answer.statusCode() == 200 && answer.body().contains(said);
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    HttpResponse<String> get(String path, @Nullable String token) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(5));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotRunException("interrupted");
        }
    }

    /** From now on it has the measured core and no other. */
    void pin() {
        Cores.pin(process.pid(), Cores.MEASURED);
    }

    CpuClock cpu() {
        return new CpuClock(process.pid());
    }

    private String end() {
        try {
            var text = Files.readString(log)
                    .lines()
                    .filter(line -> !line.contains(ACCESS_LOG))
                    .collect(Collectors.joining("\n"));
            return text.substring(Math.max(0, text.length() - SHOWN));
        } catch (IOException e) {
            return "it said nothing";
        }
    }

    @Override
    public void close() {
        ChildProcesses.killTree(process.toHandle());
    }
}
