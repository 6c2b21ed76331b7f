package dev.steward.session.domain;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the creator of a session asks for, before it is known what there is to make it from.
 *
 * @param template null when none is named
 * @param image that has to be used; null when none is named
 * @param devcontainer what the project says of itself, for runtimes that can make use of it
 */
public record SpecWish(
        @Nullable String template,
        @Nullable String image,
        Resources resources,
        Map<String, String> env,
        List<Integer> ports,
        DevContainer devcontainer) {

    public SpecWish {
        env = Map.copyOf(env);
        ports = List.copyOf(ports);
    }

    /** Of both; what the creator says stands before what the project says. */
    public Map<String, String> allEnv() {
        Map<String, String> all = new HashMap<>(devcontainer.env());
        all.putAll(env);
        return all;
    }

    /** Of both, each once. */
    public List<Integer> allPorts() {
        return Stream.concat(ports.stream(), devcontainer.ports().stream())
                .distinct()
                .toList();
    }
}
