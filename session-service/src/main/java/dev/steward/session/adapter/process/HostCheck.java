package dev.steward.session.adapter.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** What this host lacks for running sessions; asked once, before the first one. */
public final class HostCheck {

    private static final List<String> COMMANDS = List.of("setsid", "setpriv", "du", "rm", "tar");

    private HostCheck() {}

    /** Fails with all problems. */
    public static void require(ProcessSettings settings) {
        List<String> problems = problems(settings);
        if (!problems.isEmpty()) {
            throw new IllegalStateException(String.join(" ", problems));
        }
    }

    /** Makes the data folder if it is not there yet; names every problem, in sentences. */
    static List<String> problems(ProcessSettings settings) {
        List<String> problems = new ArrayList<>();
        Path java = settings.javaHome().resolve("bin/java").toAbsolutePath();
        if (!Files.isReadable(Path.of("/proc/self/stat"))) {
            problems.add("Sessions need Linux with /proc.");
        }
        HostPath commands = new HostPath(settings.limits().path());
        COMMANDS.stream()
                .filter(command -> !commands.has(command))
                .forEach(command ->
                        problems.add("The command " + command + " of util-linux, coreutils or tar is missing."));
        if (!Files.isExecutable(java)) {
            problems.add("There is no Java at " + java + ".");
        }
        SessionFolders folders = SessionFolders.below(settings.dataFolder());
        try {
            Files.createDirectories(folders.root());
        } catch (IOException e) {
            problems.add("The folder " + folders.root() + " cannot be made.");
        }
        if (problems.isEmpty() && !hasLinks(folders.root())) {
            problems.add("The file system of " + folders.root() + " has no hard links, by which files are read.");
        }
        if (problems.isEmpty() && SessionUsers.forData(folders).areSeparate()) {
            Stream.of(folders.root().getParent(), java)
                    .flatMap(path -> unreachable(path).stream())
                    .forEach(path -> problems.add(
                            "Sessions run as users of their own, and those cannot pass through " + path + "."));
        }
        return problems;
    }

    private static boolean hasLinks(Path folder) {
        Path file = folder.resolve(".file-" + UUID.randomUUID());
        Path link = folder.resolve(".link-" + UUID.randomUUID());
        try {
            Files.createFile(file);
            try {
                Files.createLink(link, file);
                Files.delete(link);
            } finally {
                Files.delete(file);
            }
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /** The folders on the way that only their owner may pass through. */
    private static List<Path> unreachable(Path path) {
        return Stream.iterate(path, step -> step.getParent() != null, Path::getParent)
                .filter(Files::isDirectory)
                .filter(folder -> !mayPass(folder))
                .toList();
    }

    private static boolean mayPass(Path folder) {
        try {
            return Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_EXECUTE);
        } catch (IOException _) {
            return false;
        }
    }
}
