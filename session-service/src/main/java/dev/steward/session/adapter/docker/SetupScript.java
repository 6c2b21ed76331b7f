package dev.steward.session.adapter.docker;

import com.github.dockerjava.api.model.ContainerConfig;
import dev.steward.session.domain.Setup;
import dev.steward.session.domain.Template;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a container runs: the setup commands of its session, then its server. They run in the workspace as the session's
 * user; the first one that fails ends the attempt with its status.
 */
final class SetupScript {

    /** Made when the commands that run once are done; whoever removes it has them run again. */
    static final String DONE = ".steward/created";

    private static final String SHELL = "/bin/sh";

    private SetupScript() {}

    /**
     * As an image's configuration has it; an empty entrypoint leaves the image's own in place.
     *
     * @param arguments empty for those of the image
     */
    record Command(List<String> entrypoint, List<String> arguments) {}

    /** @param image what it says of its containers, its own command among it */
    static Command of(Template template, Setup setup, ContainerConfig image) {
        String prepare = prepare(setup);
        String script = template.script();
        if (script != null) {
            return new Command(List.of(SHELL, "-c", prepare + script), List.of());
        }
        if (prepare.isEmpty()) {
            return new Command(List.of(), List.of());
        }
        List<String> own = new ArrayList<>(list(image.getEntrypoint()));
        own.addAll(list(image.getCmd()));
        // The words after the script are what it goes on with.
        return new Command(List.of(SHELL, "-c", prepare + "exec \"$@\"\n", "session"), own);
    }

    private static String prepare(Setup setup) {
        StringBuilder script = new StringBuilder();
        List<List<String>> once = new ArrayList<>(setup.onCreate());
        once.addAll(setup.postCreate());
        if (!once.isEmpty()) {
            script.append("if [ ! -e ").append(DONE).append(" ]; then\n");
            once.forEach(command -> append(script, command));
            script.append("mkdir -p .steward && : > ").append(DONE).append(" || exit\nfi\n");
        }
        setup.postStart().forEach(command -> append(script, command));
        return script.toString();
    }

    private static void append(StringBuilder script, List<String> command) {
        command.forEach(
                word -> script.append('\'').append(word.replace("'", "'\\''")).append("' "));
        script.append("|| exit\n");
    }

    private static List<String> list(String @Nullable [] words) {
        return words == null ? List.of() : Arrays.asList(words);
    }
}
