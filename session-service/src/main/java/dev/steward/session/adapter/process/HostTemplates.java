package dev.steward.session.adapter.process;

import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionSpec;
import dev.steward.session.domain.Template;
import dev.steward.session.domain.Templates;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How this host runs templates: by the commands it has, bound to one address. */
record HostTemplates(Templates templates, FileServer files, InetAddress bindAddress, HostPath path) {

    private static final long MIB = 1 << 20;

    /** What a template cannot be run without, beside the JDK that is always there. */
    private static final Map<String, String> COMMANDS =
            Map.of(Templates.STATIC, "sh", Templates.JAVA, "sh", Templates.NODE, "node", Templates.PYTHON, "python3");

    boolean offers(Template template) {
        String command = COMMANDS.get(template.name());
        return command != null && path.has(command);
    }

    boolean offers(SessionSpec spec) {
        return templates.named(spec.template()).filter(this::offers).isPresent();
    }

    /** What becomes the session's dev server. */
    List<String> command(Session session, Path workspace) {
        Template template = templates.of(session.identity().spec());
        String script = template.script();
        return script == null || template.name().equals(Templates.STATIC)
                ? files.command(bindAddress, session.placement().port(), workspace)
                : List.of("/bin/sh", "-c", script, "sh");
    }

    /** What the service says to every process of a session, beside what its creator chose. */
    Map<String, String> environment(Session session, Path workspace, Path temporary) {
        SessionSpec spec = session.identity().spec();
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PATH", files.javaHome().resolve("bin") + ":" + path.folders());
        environment.put("HOME", workspace.toString());
        environment.put("TMPDIR", temporary.toString());
        environment.put("LANG", "C.UTF-8");
        environment.put("HOST", bindAddress.getHostAddress());
        environment.put("PORT", String.valueOf(session.placement().port()));
        environment.put(SessionProcesses.MARK, session.id());
        environment.putAll(tuning(spec, temporary));
        return environment;
    }

    /** So that what collects garbage does so before the session has used up its memory; and Java knows no TMPDIR. */
    private static Map<String, String> tuning(SessionSpec spec, Path temporary) {
        long memory = spec.resources().memoryBytes();
        return switch (spec.template()) {
            case Templates.NODE ->
                Map.of(
                        "NODE_OPTIONS", "--max-old-space-size=" + Math.max(16, memory * 3 / 4 / MIB),
                        "NPM_CONFIG_UPDATE_NOTIFIER", "false",
                        "NPM_CONFIG_LOGS_MAX", "0");
            case Templates.JAVA ->
                Map.of(
                        "JDK_JAVA_OPTIONS",
                        "-XX:MaxRAM=" + memory + " -XX:MaxRAMPercentage=60 -XX:+UseSerialGC -XX:-UsePerfData"
                                + " '-Djava.io.tmpdir=" + temporary + "'");
            case Templates.PYTHON -> Map.of("PYTHONUNBUFFERED", "1");
            default -> Map.of();
        };
    }
}
