package dev.steward.session.adapter.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Where sessions find their commands, in the form of {@code PATH}. */
record HostPath(String folders) {

    private static final Pattern SEPARATOR = Pattern.compile(":");

    boolean has(String command) {
        return list().stream().anyMatch(folder -> Files.isExecutable(folder.resolve(command)));
    }

    private List<Path> list() {
        return SEPARATOR.splitAsStream(folders).map(Path::of).toList();
    }
}
