package dev.steward.infra;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** JUnit makes temporary folders for the owner only; as root the server has another uid. */
final class Reachable {
    private Reachable() {}

    static void byOtherUsers(Path directory) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
