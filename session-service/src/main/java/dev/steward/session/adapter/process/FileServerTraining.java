package dev.steward.session.adapter.process;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the JDK prepare its file server once for each host and JDK, which halves what a start of one costs. Until that is
 * there, and where it cannot be made, file servers start without.
 */
final class FileServerTraining {

    private static final Logger LOG = LoggerFactory.getLogger(FileServerTraining.class);

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration PROBE_INTERVAL = Duration.ofMillis(50);

    private final FileServer server;

    FileServerTraining(FileServer server) {
        this.server = server;
    }

    /** Where what fits this JDK belongs: another build of it, or other flags, have another name. */
    static Path cache(Path dataFolder, Path javaHome) {
        CRC32 build = new CRC32();
        try {
            build.update(Files.readAllBytes(javaHome.resolve("release")));
            build.update(Files.getLastModifiedTime(javaHome.resolve("lib/modules"))
                    .toString()
                    .getBytes(StandardCharsets.US_ASCII));
        } catch (IOException _) {
            // No JDK that could be prepared: there will be no file of that name.
            build.update(javaHome.toString().getBytes(StandardCharsets.UTF_8));
        }
        return dataFolder
                .toAbsolutePath()
                .normalize()
                .resolve("file-server")
                .resolve("%08x.aot".formatted(build.getValue()));
    }

    /** Returns when it is done, which takes seconds of a processor that has nothing better to do. Safe to repeat. */
    void run() {
        Path cache = server.cache();
        if (Files.exists(cache)) {
            return;
        }
        Path home = Objects.requireNonNull(cache.getParent());
        Path folder = home.resolve(UUID.randomUUID().toString());
        try {
            Files.createDirectories(home);
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx--x--x"));
            removeOthers(home);
            Files.createDirectory(folder);
            Path made = train(folder);
            Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(made, cache, ATOMIC_MOVE);
            LOG.info("prepared the file server of sessions");
        } catch (IOException e) {
            LOG.info("file servers of sessions start without preparation: {}", e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            remove(folder);
        }
    }

    private Path train(Path folder) throws IOException, InterruptedException {
        Path made = folder.resolve("cache");
        int port = freePort();
        List<String> command = new ArrayList<>(List.of("nice", "-n", "19", "setpriv", "--pdeathsig=KILL"));
        command.addAll(server.training(made, port, Files.createDirectory(folder.resolve("served"))));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            long end = System.nanoTime() + LONGEST.toNanos();
            ReadinessProbe probe = new ReadinessProbe(PROBE_TIMEOUT);
            while (!probe.answers(port)) {
                if (System.nanoTime() > end || !process.isAlive() || Thread.interrupted()) {
                    throw new IOException("it gave no answer");
                }
                LockSupport.parkNanos(PROBE_INTERVAL.toNanos());
            }
            // It writes what it prepared as it ends.
            process.destroy();
            if (!process.waitFor(LONGEST.toMillis(), TimeUnit.MILLISECONDS) || !Files.exists(made)) {
                throw new IOException("it wrote nothing");
            }
            return made;
        } finally {
            process.destroyForcibly();
        }
    }

    /** None of those that sessions take. */
    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    /** Of another JDK, or of a service that was killed; a session that still uses one keeps it. */
    private static void removeOthers(Path folder) throws IOException, InterruptedException {
        try (DirectoryStream<Path> others = Files.newDirectoryStream(folder)) {
            for (Path other : others) {
                HostCommands.remove(other);
            }
        }
    }

    private static void remove(Path folder) {
        try {
            HostCommands.remove(folder);
        } catch (IOException e) {
            LOG.debug("cannot remove {}", folder, e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
