package dev.steward.k8s;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** All of them. */
final class Rules {
    private static final List<Function<Manifests, Stream<String>>> ALL = List.of(
            HardeningRules::problems,
            DeploymentRules::problems,
            SettingsRules::problems,
            NetworkRules::problems,
            StoreRules::problems);

    private Rules() {}

    static List<String> problems(Manifests manifests) {
        return ALL.stream().flatMap(rule -> rule.apply(manifests)).toList();
    }
}
