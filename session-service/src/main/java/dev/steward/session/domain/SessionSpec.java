package dev.steward.session.domain;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for when a session was created; it stays as it was, whatever becomes of its template.
 *
 * @param template what serves the workspace, such as {@code static}
 * @param image for runtimes that have images; null for that of the template
 * @param env of its processes, beside what the service sets
 * @param ports its processes listen on inside, beside the one its page answers on
 * @param workspaceFolder where the workspace is found inside a container; null for the usual place
 */
public record SessionSpec(
        String template,
        @Nullable String image,
        Resources resources,
        Map<String, String> env,
        List<Integer> ports,
        @Nullable String workspaceFolder,
        Setup setup) {

    /** Of a session whose creator says nothing: a static site. */
    public static final SessionSpec USUAL =
            new SessionSpec("static", null, Resources.USUAL, Map.of(), List.of(), null, Setup.NONE);

    public SessionSpec {
        env = Map.copyOf(env);
        ports = List.copyOf(ports);
    }
}
