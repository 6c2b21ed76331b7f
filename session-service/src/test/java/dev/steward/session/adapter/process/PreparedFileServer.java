package dev.steward.session.adapter.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** What the JDK prepares of its file server, made once for this JVM: data folders of tests are as after a first start. */
public final class PreparedFileServer {

    private static final Path PREPARED = prepared();

    private PreparedFileServer() {}

    /** The data folder, with it. */
    public static Path in(Path data) {
        Path cache = FileServerTraining.cache(data, HostFixture.JAVA);
        try {
            Path folder = Files.createDirectory(cache.getParent());
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
            folder.toFile().deleteOnExit();
            if (Files.exists(PREPARED)) {
                Files.createLink(cache, PREPARED);
                cache.toFile().deleteOnExit();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return data;
    }

    private static Path prepared() {
        try {
            Path home = Files.createTempDirectory("file-server");
            Path cache = FileServerTraining.cache(home, HostFixture.JAVA);
            new FileServerTraining(new FileServer(HostFixture.JAVA, cache)).run();
            // The last one first.
            for (Path each : List.of(home, cache.getParent(), cache)) {
                each.toFile().deleteOnExit();
            }
            return cache;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
