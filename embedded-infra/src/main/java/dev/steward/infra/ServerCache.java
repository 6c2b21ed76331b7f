package dev.steward.infra;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;

/** A folder for what is made once from the server jars and used by every start; safe between processes. */
public record ServerCache(Path directory) {
    public ServerCache {
        directory = directory.toAbsolutePath().normalize();
    }

    /** The cache all checkouts of this user share. For root it lies where another uid can reach it. */
    public static ServerCache shared() {
        return new ServerCache(
                RunAs.isRoot()
                        ? Path.of("/var/lib/steward/cache")
                        : Path.of(System.getProperty("user.home"), ".cache", "steward"));
    }

    /** Runs the work while no other process runs any in this folder. */
    <T> T exclusively(Supplier<T> work) {
        create(directory);
        try (var channel = FileChannel.open(
                        directory.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            assert lock.isValid();
            return work.get();
        } catch (IOException e) {
            throw new InfraException("The cache folder " + directory + " cannot be used: " + e.getMessage(), e);
        }
    }

    static void create(Path directory) {
        try {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        } catch (IOException e) {
            throw new InfraException("The folder " + directory + " cannot be made: " + e.getMessage(), e);
        }
    }
}
