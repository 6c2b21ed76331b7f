package dev.steward.k8s;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What the container of a workload sees, ConfigMaps included. */
final class Environment {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(STEWARD_[A-Z_]+)}");

    private Environment() {}

    static Map<String, String> of(Manifests manifests, Workload workload) {
        var variables = new TreeMap<String, String>();
        for (var from : workload.container().getEnvFrom()) {
            if (from.getConfigMapRef() != null) {
                manifests
                        .find(ConfigMap.class, from.getConfigMapRef().getName())
                        .ifPresent(map -> variables.putAll(map.getData()));
            }
        }
        for (EnvVar variable : workload.container().getEnv()) {
            variables.put(variable.getName(), variable.getValue() == null ? "" : variable.getValue());
        }
        return variables;
    }

    /** Whether the value of some other variable refers to this one. */
    static boolean isReferredTo(Map<String, String> environment, String name) {
        return environment.values().stream()
                .flatMap(value -> PLACEHOLDER.matcher(value).results())
                .anyMatch(found -> found.group(1).equals(name));
    }
}
