package dev.steward.infra;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The jars of the servers, as the build of this module resolved them; the caller's own class path holds none. */
final class ServerClassPath {
    private static final String RESOURCE = "server.classpath";

    private ServerClassPath() {}

    static List<Path> jars() {
        try (var resource = ServerClassPath.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new InfraException("The list of server jars is missing: build the module embedded-infra first.");
            }
            var text = new String(resource.readAllBytes(), StandardCharsets.UTF_8).strip();
            return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                    .splitAsStream(text)
                    .map(Path::of)
                    .toList();
        } catch (IOException e) {
            throw new InfraException("The list of server jars cannot be read: " + e.getMessage(), e);
        }
    }

    static Path jar(String namePrefix) {
        return jars().stream()
                .filter(jar -> jar.getFileName().toString().startsWith(namePrefix))
                .filter(Files::isReadable)
                .findFirst()
                .orElseThrow(() -> new InfraException(
                        "No " + namePrefix + " jar in the local Maven repository: build the module embedded-infra."));
    }

    /** The jars and this module's own classes, for a child JVM. */
    static String forChildJvm() {
        var entries = new ArrayList<String>();
        entries.add(ownLocation().toString());
        jars().stream()
                .filter(jar -> !jar.getFileName().toString().startsWith(PostgresBinaries.JAR_PREFIX))
                .map(Path::toString)
                .forEach(entries::add);
        return String.join(File.pathSeparator, entries);
    }

    static Path ownLocation() {
        try {
            return Path.of(ServerClassPath.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new InfraException("The location of embedded-infra is not a path.", e);
        }
    }
}
