package dev.steward.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OverlaysTest {
    private static final List<String> SERVICES = List.of(
            "cost-optimizer",
            "gateway",
            "job-orchestrator",
            "self-healing-service",
            "session-service",
            "zero-trust-service");

    @BeforeAll
    static void sayHow() {
        System.getLogger(OverlaysTest.class.getName())
                .log(
                        System.Logger.Level.INFO,
                        Kustomize.onThisMachine()
                                .map(tool -> "Rendered with " + String.join(" ", tool.command()))
                                .orElse(
                                        "Neither kubectl nor kustomize is here: reading the files of base and overlays"));
    }

    @ParameterizedTest
    @EnumSource
    void followsEveryRule(Overlay overlay) {
        Manifests manifests = overlay.manifests();

        assertThat(manifests.services().map(Workload::name)).containsExactlyInAnyOrderElementsOf(SERVICES);
        assertThat(Rules.problems(manifests)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void followsEveryRuleByItsFilesAlone(Overlay overlay) {
        assertThat(Rules.problems(Manifests.of(PlainFiles.render(overlay.folder()))))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void filesAloneSayWhatKustomizeRenders(Overlay overlay) {
        assumeTrue(Kustomize.onThisMachine().isPresent(), "needs kubectl or kustomize");

        var fromFiles = comparable(PlainFiles.render(overlay.folder()));
        var rendered = comparable(overlay.objects());
        assertThat(fromFiles).containsOnlyKeys(rendered.keySet());
        assertThat(rendered)
                .allSatisfy((name, object) -> assertThat(fromFiles.get(name)).isEqualTo(object));
    }

    @Test
    void tracesOpenOneEdgeMore(@TempDir Path folder) throws IOException {
        Manifests manifests = devWith("otlp", folder);

        assertThat(Rules.problems(manifests)).isEmpty();
        assertThat(manifests.services().map(service -> Environment.of(manifests, service)
                        .get("MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT")))
                .hasSize(SERVICES.size())
                .doesNotContainNull();
    }

    @Test
    void sessionsInPodsNeedATokenAndTwoEdgesMore(@TempDir Path folder) throws IOException {
        Manifests manifests = devWith("kubernetes-runtime", folder);

        assertThat(Rules.problems(manifests))
                .containsExactlyInAnyOrder(
                        "session-service mounts a token",
                        "session-service may leave the namespace to [53, 443, 6443] and needs [53]");
        assertThat(manifests.all(ClusterRoleBinding.class)).singleElement().satisfies(binding -> {
            assertThat(binding.getRoleRef().getName()).isEqualTo("steward-sessions");
            assertThat(binding.getSubjects()).singleElement().satisfies(subject -> {
                assertThat(subject.getName()).isEqualTo("session-service");
                assertThat(subject.getNamespace()).isEqualTo("steward-dev");
            });
        });
    }

    @Test
    void sessionsInPodsOpenNoSecretAndRunNothingInOthers(@TempDir Path folder) throws IOException {
        Manifests manifests = devWith("kubernetes-runtime", folder);

        List<PolicyRule> rules = manifests
                .all(ClusterRole.class)
                .flatMap(role -> role.getRules().stream())
                .toList();
        assertThat(rules.stream().flatMap(rule -> rule.getVerbs().stream()))
                .isSubsetOf("get", "list", "watch", "create", "patch", "delete");
        assertThat(rules.stream().flatMap(rule -> rule.getResources().stream()))
                .containsExactlyInAnyOrder(
                        "namespaces",
                        "resourcequotas",
                        "serviceaccounts",
                        "services",
                        "persistentvolumeclaims",
                        "networkpolicies",
                        "pods",
                        "pods/log",
                        "pods");
        assertThat(rules)
                .filteredOn(rule -> rule.getResources().contains("namespaces"))
                .allSatisfy(rule -> assertThat(rule.getVerbs()).containsExactly("get", "create"));
    }

    private static Manifests devWith(String component, Path folder) throws IOException {
        var tool = Kustomize.onThisMachine();
        assumeTrue(tool.isPresent(), "needs kubectl or kustomize");
        Path real = folder.toRealPath();
        Files.writeString(real.resolve("kustomization.yaml"), """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                resources:
                  - %s
                components:
                  - %s
                """.formatted(
                        real.relativize(Overlay.DEV.folder().toRealPath()),
                        real.relativize(Path.of("components", component).toRealPath())));
        return Manifests.of(tool.orElseThrow().render(real));
    }

    /** Without what a file alone cannot have, hashes in names. */
    private static Map<String, Object> comparable(List<JsonNode> objects) {
        Map<String, Object> comparable = new TreeMap<>();
        for (var object : objects) {
            comparable.put(object.path("kind").asText() + "/" + bare(object.at("/metadata/name")), bare(object));
        }
        return comparable;
    }

    /** Lists of named things in the order of their text: Kustomize puts what it merged in front. */
    private static Object bare(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                Map<String, Object> fields = new TreeMap<>();
                object.properties().forEach(field -> fields.put(field.getKey(), bare(field.getValue())));
                yield fields;
            }
            case ArrayNode list ->
                StreamSupport.stream(list.spliterator(), false)
                        .map(OverlaysTest::bare)
                        .sorted(Comparator.comparing(item -> item instanceof Map ? item.toString() : ""))
                        .toList();
            default -> node.asText().replaceFirst("-[0-9a-z]{10}$", "");
        };
    }
}
