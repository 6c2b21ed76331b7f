package dev.steward.session.adapter.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SessionChartTest {

    private static final SessionChart CHART = new SessionChart(new KubernetesSerialization());
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String NAMESPACE = "steward-shop";

    @AfterAll
    static void tidyUp() throws IOException {
        CHART.close();
    }

    static Stream<String> hostileTexts() {
        return Stream.of(
                "it's \"quoted\"",
                "one\ntwo\r\nthree\n---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: stolen\n",
                "x\"\n  securityContext:\n    privileged: true\n#",
                "{{ .Values.owner }}{{ fail \"now\" }}{{ include \"session.name\" . }}",
                "$(PORT) $$(HOME) $ $$ ${HOME} `id`",
                "; rm -rf / && ../../etc/passwd",
                "- [a, {b: c}] & *anchor !!binary | > % @ # : ?",
                "true",
                "0123",
                "null",
                "~",
                "",
                " leading and trailing ",
                "\u0000\u0007\u001b[31m\u2028\u0085\ufeff",
                "<script>&amp;\uD83D\uDC7E ü",
                "x,y={z}\\",
                "ab".repeat(5_120));
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void leavesEveryTextWhereItWasPut(String text) throws IOException {
        Map<String, Object> harmless = with("harmless");
        Map<String, Object> hostile = with(text);

        String rendered = CHART.text(NAMESPACE, hostile);

        assertThat(pointers(rendered)).isEqualTo(pointers(CHART.text(NAMESPACE, harmless)));
        Pod pod = only(Pod.class, hostile);
        assertThat(pod.getMetadata().getAnnotations()).containsEntry("steward.dev/user", text);
        Container container = pod.getSpec().getContainers().getFirst();
        assertThat(container.getCommand().stream().map(SessionChartTest::asRun)).containsExactly("/bin/sh", "-c", text);
        assertThat(env(container)).containsEntry("FROM_OUTSIDE", text);
        List<Container> setup = pod.getSpec().getInitContainers();
        assertThat(setup).hasSize(2);
        assertThat(asRun(setup.getFirst().getCommand().getLast())).isEqualTo(text);
        assertThat(asRun(setup.getLast().getCommand().getLast())).isEqualTo(text);
    }

    static Stream<Arguments> refusedValues() {
        return Stream.of(
                Arguments.of("session", "../../x"),
                Arguments.of("session", "00000000-0000-7000-8000-000000000000\nevil: true"),
                Arguments.of("project", "shop\"}"),
                Arguments.of("project", "a".repeat(41)),
                Arguments.of("owner", "me: {}"),
                Arguments.of("attempt", 0),
                Arguments.of("attempt", "1"),
                Arguments.of("port", 65_536),
                Arguments.of("pagePort", "8080\n"),
                Arguments.of("image", ""),
                Arguments.of("image", "a image"),
                Arguments.of("image", "x\nprivileged: true"),
                Arguments.of("command", "rm -rf /"),
                Arguments.of("env", Map.of("A B", "x")),
                Arguments.of("env", Map.of("NUMBER", 1)),
                Arguments.of("workspaceFolder", "workspace"),
                Arguments.of("storageClass", "x\ny"),
                Arguments.of("resources", Map.of("cpu", "1; x", "memory", "1Gi", "disk", "1Gi")),
                Arguments.of("privileged", true));
    }

    @ParameterizedTest
    @MethodSource("refusedValues")
    void refusesByName(String name, Object value) {
        assertThatThrownBy(() -> CHART.render(NAMESPACE, Map.of(name, value)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(name);
    }

    @Test
    void isWhatHelmTakesForAChart() throws IOException {
        var result = CHART.lint();

        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
    }

    @Test
    void isMadeOfTheseObjects() throws IOException {
        List<HasMetadata> objects = CHART.render(NAMESPACE, Map.of());

        assertThat(objects.stream().map(HasMetadata::getKind))
                .containsExactlyInAnyOrder(
                        "ServiceAccount", "PersistentVolumeClaim", "NetworkPolicy", "Service", "Pod");
        assertThat(objects).allSatisfy(object -> {
            assertThat(object.getMetadata().getNamespace()).isEqualTo(NAMESPACE);
            assertThat(object.getMetadata().getLabels())
                    .containsEntry("steward.dev/owner", "steward")
                    .containsEntry("steward.dev/session", "00000000-0000-7000-8000-000000000000")
                    .containsEntry("steward.dev/project", "example");
        });
    }

    @Test
    void givesNoRightsToWhatRunsInIt() throws IOException {
        PodSpec pod = only(Pod.class, with("x")).getSpec();

        assertThat(only(ServiceAccount.class, Map.of()).getAutomountServiceAccountToken())
                .isFalse();
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getEnableServiceLinks()).isFalse();
        assertThat(pod.getRestartPolicy()).isEqualTo("Never");
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getRunAsUser()).isPositive();
        assertThat(pod.getSecurityContext().getFsGroup())
                .isEqualTo(pod.getSecurityContext().getRunAsGroup());
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream()))
                .hasSize(3)
                .allSatisfy(container -> {
                    assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                            .isFalse();
                    assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                            .isTrue();
                    assertThat(container.getSecurityContext().getCapabilities().getDrop())
                            .containsExactly("ALL");
                    assertThat(container.getSecurityContext().getPrivileged()).isNull();
                    assertThat(container.getResources().getLimits())
                            .containsEntry("cpu", new Quantity("1000m"))
                            .containsEntry("memory", new Quantity("512Mi"))
                            .containsKey("ephemeral-storage");
                });
        Container server = pod.getContainers().getFirst();
        assertThat(server.getLivenessProbe()).isNotNull();
        assertThat(server.getReadinessProbe()).isNotNull();
        assertThat(pod.getVolumes()).noneMatch(volume -> volume.getHostPath() != null || volume.getProjected() != null);
    }

    @Test
    void keepsWhatTheServiceSetsWhateverItsUserSets() throws IOException {
        Map<String, Object> values = Map.of("env", Map.of("PORT", "1", "HOME", "/root", "STEWARD_SESSION_ID", "x"));

        Map<String, String> env =
                env(only(Pod.class, values).getSpec().getContainers().getFirst());

        assertThat(env)
                .containsOnly(
                        Map.entry("PORT", "8080"),
                        Map.entry("HOME", "/workspace"),
                        Map.entry("STEWARD_SESSION_ID", "00000000-0000-7000-8000-000000000000"));
    }

    @Test
    void keepsTheWorkspaceInAClaimOfItsOwn() throws IOException {
        PersistentVolumeClaim claim = only(PersistentVolumeClaim.class, Map.of());
        Pod pod = only(Pod.class, Map.of());

        assertThat(claim.getSpec().getResources().getRequests()).containsEntry("storage", new Quantity("5Gi"));
        assertThat(claim.getSpec().getStorageClassName()).isNull();
        assertThat(pod.getSpec().getVolumes())
                .anyMatch(volume -> volume.getPersistentVolumeClaim() != null
                        && claim.getMetadata()
                                .getName()
                                .equals(volume.getPersistentVolumeClaim().getClaimName()));
        assertThat(pod.getSpec().getContainers().getFirst().getVolumeMounts())
                .anyMatch(mount -> mount.getName().equals("workspace")
                        && mount.getMountPath().equals("/workspace"));
    }

    @Test
    void letsInOnlyWhoPassesThePageOnAndOutOnlyToTheInternet() throws IOException {
        NetworkPolicy policy = only(NetworkPolicy.class, Map.of());
        Pod pod = only(Pod.class, Map.of());

        assertThat(pod.getMetadata().getLabels())
                .containsAllEntriesOf(policy.getSpec().getPodSelector().getMatchLabels());
        assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
        assertThat(policy.getSpec().getIngress())
                .singleElement()
                .satisfies(rule -> assertThat(rule.getFrom()).singleElement().satisfies(peer -> {
                    assertThat(peer.getNamespaceSelector().getMatchLabels())
                            .containsExactly(Map.entry("kubernetes.io/metadata.name", "steward"));
                    assertThat(peer.getPodSelector()
                                    .getMatchExpressions()
                                    .getFirst()
                                    .getValues())
                            .containsExactly("session-service", "gateway");
                }));
        List<IPBlock> outside = policy.getSpec().getEgress().stream()
                .flatMap(rule -> rule.getTo().stream())
                .map(peer -> peer.getIpBlock())
                .filter(block -> block != null)
                .toList();
        assertThat(outside).singleElement().satisfies(block -> assertThat(block.getExcept())
                .contains("169.254.0.0/16", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"));
    }

    @Test
    void answersForThePodsOfItsSessionOnly() throws IOException {
        Service service = only(Service.class, Map.of("port", 41_234, "pagePort", 3_000));
        Pod pod = only(Pod.class, Map.of("port", 41_234, "pagePort", 3_000));

        assertThat(service.getSpec().getType()).isEqualTo("ClusterIP");
        assertThat(service.getSpec().getPorts()).singleElement().satisfies(port -> assertThat(port.getPort())
                .isEqualTo(41_234));
        assertThat(service.getSpec().getSelector()).containsKey("steward.dev/session");
        assertThat(pod.getMetadata().getLabels())
                .containsAllEntriesOf(service.getSpec().getSelector());
        assertThat(pod.getSpec().getContainers().getFirst().getPorts())
                .singleElement()
                .satisfies(port -> assertThat(port.getContainerPort()).isEqualTo(3_000));
    }

    @Test
    void takesAProjectThatEndsWithADash() throws IOException {
        Pod pod = only(Pod.class, Map.of("project", "shop--"));

        assertThat(pod.getMetadata().getLabels()).containsEntry("steward.dev/project", "shop");
        assertThat(pod.getMetadata().getAnnotations()).containsEntry("steward.dev/project", "shop--");
    }

    private static Map<String, Object> with(String text) {
        Map<String, Object> values = new HashMap<>();
        values.put("user", text);
        values.put("env", Map.of("FROM_OUTSIDE", text));
        values.put("command", List.of("/bin/sh", "-c", text));
        values.put("setup", Map.of("once", List.of(List.of("echo", text)), "always", List.of(List.of("echo", text))));
        return values;
    }

    private static <T> T only(Class<T> type, Map<String, Object> values) throws IOException {
        return CHART.render(NAMESPACE, values).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> env(Container container) {
        return container.getEnv().stream()
                .collect(Collectors.toMap(EnvVar::getName, variable -> asRun(variable.getValue())));
    }

    /** What Kubernetes makes of a text that names no variable: of two dollars one. */
    private static String asRun(String text) {
        assertThat(text.replace("$$", "")).doesNotContain("$");
        return text.replace("$$", "$");
    }

    /** Where something stands in the documents, whatever it is. */
    private static Set<String> pointers(String yaml) throws IOException {
        Set<String> found = new TreeSet<>();
        try (var parser = YAML.getFactory().createParser(yaml)) {
            YAML.readerFor(JsonNode.class)
                    .<JsonNode>readValues(parser)
                    .forEachRemaining(document -> collect(
                            document,
                            JsonPointer.compile("/" + document.path("kind").asText()),
                            found));
        }
        return found;
    }

    private static void collect(JsonNode node, JsonPointer at, Set<String> found) {
        if (node.isValueNode()) {
            found.add(at.toString() + " " + node.getNodeType());
        }
        node.properties().forEach(entry -> collect(entry.getValue(), at.appendProperty(entry.getKey()), found));
        if (node.isArray()) {
            for (int index = 0; index < node.size(); index++) {
                collect(node.get(index), at.appendIndex(index), found);
            }
        }
    }
}
