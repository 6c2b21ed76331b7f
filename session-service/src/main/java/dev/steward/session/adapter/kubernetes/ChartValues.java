package dev.steward.session.adapter.kubernetes;

import dev.steward.session.domain.Resources;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionSpec;
import dev.steward.session.domain.Setup;
import dev.steward.session.domain.Template;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What the chart is told about one attempt of a session. */
record ChartValues(KubernetesSettings settings) {

    static final String WORKSPACE = "/workspace";

    /** What a session is sure to get of a processor. */
    private static final long CPU_REQUEST = 100;

    Map<String, Object> of(Session session, Template template) {
        SessionSpec spec = session.identity().spec();
        Map<String, Object> values = new HashMap<>();
        values.put("owner", settings.owner());
        values.put("session", session.id());
        values.put("attempt", session.attempts().count());
        values.put("project", session.projectId());
        values.put("user", session.identity().userId());
        values.put("image", image(spec, template));
        values.put("command", command(template));
        values.put("setup", setup(spec.setup()));
        values.put("env", spec.env());
        values.put("port", session.placement().port());
        values.put("pagePort", template.pagePort(spec));
        values.put("workspaceFolder", Objects.requireNonNullElse(spec.workspaceFolder(), WORKSPACE));
        values.put("resources", limits(spec.resources()));
        values.put("requests", requests(spec.resources()));
        values.put("storageClass", settings.storageClass());
        values.put("stopSeconds", Math.max(1, settings.stopGrace().toSeconds()));
        values.put(
                "network",
                Map.of("namespace", settings.clientNamespace(), "denied", Map.of("more", settings.deniedNetworks())));
        return values;
    }

    private static String image(SessionSpec spec, Template template) {
        String image = spec.image() == null ? template.image() : spec.image();
        return Objects.requireNonNull(image, "a session of the template " + template.name() + " has an image");
    }

    private static List<String> command(Template template) {
        String script = template.script();
        return script == null ? List.of() : List.of("/bin/sh", "-c", script);
    }

    private static Map<String, Object> setup(Setup setup) {
        return Map.of(
                "once",
                Stream.concat(setup.onCreate().stream(), setup.postCreate().stream())
                        .toList(),
                "always",
                setup.postStart());
    }

    private static Map<String, String> limits(Resources resources) {
        return Map.of(
                "cpu",
                resources.cpuMillis() + "m",
                "memory",
                String.valueOf(resources.memoryBytes()),
                "disk",
                String.valueOf(resources.diskBytes()));
    }

    /** All of its memory, so that nobody is ended because a neighbour takes what was promised twice. */
    private static Map<String, String> requests(Resources resources) {
        return Map.of(
                "cpu",
                Math.min(CPU_REQUEST, resources.cpuMillis()) + "m",
                "memory",
                String.valueOf(resources.memoryBytes()));
    }
}
