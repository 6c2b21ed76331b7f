package dev.steward.session.domain;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is taken of a {@code devcontainer.json}.
 *
 * @param env of {@code containerEnv} and {@code remoteEnv}
 * @param required of {@code hostRequirements}, by resource
 * @param ignored the names of its other properties
 */
public record DevContainer(
        @Nullable String image,
        List<Integer> ports,
        Map<String, String> env,
        @Nullable String workspaceFolder,
        Setup setup,
        Map<Resource, Long> required,
        List<String> ignored) {

    /** Of a project that says nothing. */
    public static final DevContainer NONE =
            new DevContainer(null, List.of(), Map.of(), null, Setup.NONE, Map.of(), List.of());

    public DevContainer {
        ports = List.copyOf(ports);
        env = Map.copyOf(env);
        required = Map.copyOf(required);
        ignored = List.copyOf(ignored);
    }
}
