package dev.steward.session.killed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * All that there is on this host of one data folder and one range of ports, found without asking the service.
 *
 * @param lastPort of the range, which nothing else on this host takes its ports from
 */
record Host(Path data, int firstPort, int lastPort) {

    private static final String LISTENS = "0A";
    private static final String MARK = "STEWARD_SESSION_ID=";

    /** The sessions that live processes belong to: by the mark in their environment, or by a path in their command. */
    Set<String> processes() {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.filter(folder -> folder.getFileName().toString().matches("\\d+"))
                    .map(this::owner)
                    .filter(owner -> !owner.isEmpty())
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Set<String> folders() {
        Path sessions = data.resolve("sessions");
        if (!Files.isDirectory(sessions)) {
            return Set.of();
        }
        try (Stream<Path> all = Files.list(sessions)) {
            return all.map(folder -> folder.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What somebody listens on. */
    Set<Integer> ports() {
        return Stream.of("tcp", "tcp6")
                .flatMap(table -> text(Path.of("/proc/net", table)).lines())
                .map(line -> line.strip().split("\\s+", -1))
                .filter(fields -> fields.length > 3 && fields[3].equals(LISTENS))
                .map(fields -> Integer.parseInt(fields[1].substring(fields[1].lastIndexOf(':') + 1), 16))
                .filter(port -> port >= firstPort && port <= lastPort)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** For a test that failed: what it started must not outlive it. */
    void end() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            all.filter(folder -> folder.getFileName().toString().matches("\\d+"))
                    .filter(folder -> !owner(folder).isEmpty())
                    .map(folder -> Long.valueOf(folder.getFileName().toString()))
                    .forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        }
        FileSystemUtils.deleteRecursively(data);
    }

    private String owner(Path process) {
        String sessions = data.resolve("sessions") + "/";
        String environment = text(process.resolve("environ"));
        if (!(environment + text(process.resolve("cmdline"))).contains(sessions)) {
            return "";
        }
        return Stream.of(environment.split("\0", -1))
                .filter(variable -> variable.startsWith(MARK))
                .map(variable -> variable.substring(MARK.length()))
                .findFirst()
                .orElse("without a mark: " + process.getFileName());
    }

    /** Empty when it is gone meanwhile. */
    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException _) {
            return "";
        }
    }
}
