package dev.steward.session.adapter.process;

import dev.steward.session.domain.Resources;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Starts the shim of an attempt as leader of a POSIX session of its own, with an environment from scratch. */
record ShimLauncher(SessionFolders folders, SessionUsers users, HostTemplates templates, ProcessSettings settings) {

    static final String SCRIPT = "shim.sh";

    private static final long KIB = 1 << 10;
    /** What a program may map beside what it uses, in KiB. */
    private static final long SPARE_DATA = 1 << 20;

    void launch(Session session, AttemptRecord attempt, ControlGroups groups) throws IOException {
        Path workspace = folders.workspace(session.id());
        Map<String, String> environment = templates.environment(session, workspace, folders.temporary(session.id()));
        write(attempt, session.identity().spec());
        write(attempt, "user", user(session.placement().slot()));
        write(attempt, "settings", ShellText.assignments(settings(session, workspace, groups)));
        Path script = attempt.folder().resolve(SCRIPT);
        try (InputStream content = ShimLauncher.class.getResourceAsStream(SCRIPT)) {
            if (content == null) {
                throw new IllegalStateException(SCRIPT + " is missing from the jar");
            }
            Files.copy(content, script);
        }
        List<String> command = new ArrayList<>(
                List.of("setsid", "/bin/sh", script.toString(), attempt.folder().toString()));
        command.addAll(templates.command(session, workspace));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(attempt.folder().toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(attempt.output().toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.start();
    }

    /** What a user chose is read by the user's own processes only: the shim has rights. */
    private static void write(AttemptRecord attempt, SessionSpec spec) throws IOException {
        Map<String, String> chosen = new LinkedHashMap<>(spec.env());
        chosen.keySet().removeAll(List.of("HOST", "PORT", SessionProcesses.MARK));
        write(attempt, "env", ShellText.exports(chosen));
        write(attempt, "create", ShellText.onCreation(spec.setup()));
        write(attempt, "start", ShellText.onStart(spec.setup()));
    }

    private Map<String, String> settings(Session session, Path workspace, ControlGroups groups) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("workspace", workspace.toString());
        values.put("prepared", folders.prepared(session.id()).toString());
        values.put("grace", String.valueOf(settings.stopGrace().toSeconds()));
        int slot = session.placement().slot();
        values.put("prefix", String.join(" ", users.prefix(slot)));
        values.put("user", user(slot));
        Resources resources = session.identity().spec().resources();
        values.put("groups", words(groups.make(session.id(), resources)));
        values.put("counts", words(groups.counts(session.id())));
        values.put("memory", String.valueOf(resources.memoryBytes() >> 20));
        values.put("files", String.valueOf(settings.limits().mostFiles()));
        // In KiB. Where the kernel holds the session as a whole, none of its processes needs a bound.
        long data = 4 * resources.memoryBytes() / KIB + SPARE_DATA;
        values.put("data", groups.limit("memory") ? "unlimited" : String.valueOf(data));
        // Counted by user, so where sessions have none of their own it would count everything of the service's.
        values.put(
                "processes",
                users.areSeparate() ? String.valueOf(settings.limits().mostProcesses()) : "unlimited");
        return values;
    }

    /** Empty where sessions have no user of their own. */
    private String user(int slot) {
        OptionalInt user = users.number(slot);
        return user.isPresent() ? String.valueOf(user.getAsInt()) : "";
    }

    private static String words(List<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.joining(" "));
    }

    private static void write(AttemptRecord attempt, String name, String text) throws IOException {
        if (!text.isEmpty()) {
            Files.writeString(attempt.folder().resolve(name), text);
        }
    }
}
