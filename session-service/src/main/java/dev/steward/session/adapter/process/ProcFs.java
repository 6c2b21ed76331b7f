package dev.steward.session.adapter.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads {@code /proc}. A process that goes away while it is read is simply not there. */
final class ProcFs {

    private static final Path PROC = Path.of("/proc");
    private static final double KIB_PER_GIB = 1024 * 1024;

    /** Changes with every start of the machine, or of the container this process is in: its process 1 is another one. */
    String bootId() {
        try {
            String machine =
                    Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
            return machine + "/"
                    + stat(1).map(ProcessStat::startTicks).map(String::valueOf).orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<ProcessStat> stat(int pid) {
        return read(pid, "stat").map(ProcessStat::parse).filter(ProcessStat::isAlive);
    }

    /** Every live process of the host. */
    List<ProcessStat> all() {
        List<ProcessStat> found = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(PROC, "[0-9]*")) {
            folders.forEach(folder ->
                    stat(Integer.parseInt(folder.getFileName().toString())).ifPresent(found::add));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** Resident memory; a process that is gone has none. */
    double residentGib(List<ProcessStat> processes) {
        return processes.stream()
                .mapToDouble(process -> gib(process.pid(), "status", "VmRSS:").orElse(0.0))
                .sum();
    }

    /** The same with each shared page divided among those that share it, which takes the kernel longer to tell. */
    double proportionalGib(List<ProcessStat> processes) {
        return processes.stream()
                .mapToDouble(process -> gib(process.pid(), "smaps_rollup", "Pss:")
                        .or(() -> gib(process.pid(), "status", "VmRSS:"))
                        .orElse(0.0))
                .sum();
    }

    private static Optional<Double> gib(int pid, String file, String label) {
        return read(pid, file)
                .flatMap(text ->
                        text.lines().filter(line -> line.startsWith(label)).findFirst())
                .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / KIB_PER_GIB);
    }

    /** As name=value, what it was started with. */
    List<String> environment(int pid) {
        return read(pid, "environ")
                .map(environ -> List.of(environ.split("\0", -1)))
                .orElse(List.of());
    }

    /** The user a process runs as. */
    Optional<Integer> owner(int pid) {
        try {
            return Optional.of((Integer) Files.getAttribute(PROC.resolve(String.valueOf(pid)), "unix:uid"));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** Where its output and its errors go to, as the kernel spells it; nothing for a process of somebody else. */
    List<String> outputs(int pid) {
        Path descriptors = PROC.resolve(String.valueOf(pid)).resolve("fd");
        return Stream.of("1", "2")
                .flatMap(descriptor -> target(descriptors.resolve(descriptor)).stream())
                .toList();
    }

    /** The sockets that listen on a port; empty where the host does not tell. */
    Optional<Set<String>> listening(int port) {
        String suffix = ":%04X".formatted(port);
        List<String> tables = Stream.of("net/tcp", "net/tcp6")
                .flatMap(table -> read(PROC.resolve("self").resolve(table)).stream())
                .toList();
        if (tables.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(tables.stream()
                .flatMap(String::lines)
                .map(line -> line.strip().split("\\s+", -1))
                .filter(fields -> fields.length > 9 && fields[1].endsWith(suffix) && fields[3].equals("0A"))
                .map(fields -> "socket:[" + fields[9] + "]")
                .collect(Collectors.toSet()));
    }

    /** Whether a process has one of these sockets open. */
    boolean holdsOneOf(int pid, Set<String> sockets) {
        Path folder = PROC.resolve(String.valueOf(pid)).resolve("fd");
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(folder)) {
            for (Path descriptor : descriptors) {
                if (target(descriptor).filter(sockets::contains).isPresent()) {
                    return true;
                }
            }
        } catch (IOException | DirectoryIteratorException _) {
            return false;
        }
        return false;
    }

    /** What a descriptor is of; empty when it was closed since, as those of a busy process are all the time. */
    private static Optional<String> target(Path descriptor) {
        try {
            return Optional.of(Files.readSymbolicLink(descriptor).toString());
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> read(int pid, String file) {
        return read(PROC.resolve(String.valueOf(pid)).resolve(file));
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1))
                    .filter(text -> !text.isEmpty());
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
