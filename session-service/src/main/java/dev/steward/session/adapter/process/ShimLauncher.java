package dev.steward.session.adapter.process;

import dev.steward.session.domain.Session;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts the shim of an attempt as leader of a POSIX session of its own, with an environment from scratch. */
record ShimLauncher(SessionFolders folders, SessionUsers users, DevServer server, Duration grace) {

    static final String SCRIPT = "shim.sh";

    void launch(Session session, AttemptRecord attempt) throws IOException {
        Path script = attempt.folder().resolve(SCRIPT);
        try (InputStream content = ShimLauncher.class.getResourceAsStream(SCRIPT)) {
            if (content == null) {
                throw new IllegalStateException(SCRIPT + " is missing from the jar");
            }
            Files.copy(content, script);
        }
        ProcessBuilder builder = new ProcessBuilder(command(session, attempt, script))
                .directory(attempt.folder().toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(attempt.output().toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment(session));
        builder.start();
    }

    private List<String> command(Session session, AttemptRecord attempt, Path script) {
        Path workspace = folders.workspace(session.id());
        List<String> command = new ArrayList<>(List.of("setsid", "/bin/sh", script.toString()));
        command.addAll(List.of(attempt.folder().toString(), workspace.toString(), String.valueOf(grace.toSeconds())));
        command.addAll(users.prefix(session.placement().slot()));
        command.addAll(server.command(workspace, session.placement().port()));
        return command;
    }

    private Map<String, String> environment(Session session) {
        return Map.of(
                "PATH",
                "/usr/local/bin:/usr/bin:/bin",
                "HOME",
                folders.workspace(session.id()).toString(),
                "LANG",
                "C.UTF-8",
                "PORT",
                String.valueOf(session.placement().port()),
                SessionProcesses.MARK,
                session.id());
    }
}
