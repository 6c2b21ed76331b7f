package dev.steward.session.adapter.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.session.domain.Given;
import dev.steward.session.domain.Resources;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionIdentity;
import dev.steward.session.domain.SessionSpec;
import dev.steward.session.domain.Setup;
import dev.steward.session.domain.Templates;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChartValuesTest {

    private static final Names NAMES = new Names(FakeCluster.OWNER, "steward-");

    private final SessionChart chart = new SessionChart(new KubernetesSerialization());

    @AfterEach
    void tidyUp() throws IOException {
        chart.close();
    }

    @Test
    void makesWhatTheRuntimeLooksFor() throws IOException {
        Session session = asking(SessionSpec.USUAL);

        List<HasMetadata> objects = rendered(session);

        assertThat(objects)
                .allSatisfy(object -> {
                    assertThat(object.getMetadata().getNamespace()).isEqualTo(NAMES.namespace(session));
                    assertThat(object.getMetadata().getLabels()).containsAllEntriesOf(NAMES.ofSession(session.id()));
                })
                .filteredOn(object -> !(object instanceof Pod))
                .allSatisfy(object -> assertThat(object.getMetadata().getName()).isEqualTo(Names.object(session.id())));
        Pod pod = pod(objects);
        assertThat(pod.getMetadata().getName()).isEqualTo(Names.pod(session));
        assertThat(Names.attempt(pod)).isEqualTo(1);
        assertThat(pod.getMetadata().getFinalizers()).containsExactly(Names.RECORD);
    }

    @Test
    void asksForWhatTheSessionMayUse() throws IOException {
        SessionSpec spec = new SessionSpec(
                Templates.STATIC,
                null,
                new Resources(50, 64L << 20, 1L << 30),
                Map.of("A", "b"),
                List.of(),
                "/code",
                new Setup(
                        List.of(List.of("git", "clone")),
                        List.of(List.of("npm", "ci")),
                        List.of(List.of("echo", "hi"))));

        List<HasMetadata> objects = rendered(asking(spec));

        Container server = pod(objects).getSpec().getContainers().getFirst();
        assertThat(server.getImage()).isEqualTo("files:1");
        assertThat(server.getCommand()).startsWith("/bin/sh", "-c");
        assertThat(server.getWorkingDir()).isEqualTo("/code");
        assertThat(server.getResources().getLimits())
                .containsEntry("cpu", new Quantity("50m"))
                .containsEntry("memory", new Quantity(String.valueOf(64L << 20)));
        assertThat(server.getResources().getRequests()).containsEntry("cpu", new Quantity("50m"));
        assertThat(pod(objects).getSpec().getInitContainers().stream().map(Container::getName))
                .containsExactly("once-0", "once-1", "always-0");
    }

    @Test
    void leavesAnyImageItsOwnCommandAndTakesItsFirstPort() throws IOException {
        SessionSpec spec = new SessionSpec(
                Templates.IMAGE,
                "registry:5000/app:1",
                Resources.USUAL,
                Map.of(),
                List.of(3000, 9229),
                null,
                Setup.NONE);

        Container server = pod(rendered(asking(spec))).getSpec().getContainers().getFirst();

        assertThat(server.getImage()).isEqualTo("registry:5000/app:1");
        assertThat(server.getCommand()).isEmpty();
        assertThat(server.getPorts()).singleElement().satisfies(port -> assertThat(port.getContainerPort())
                .isEqualTo(3000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a-", "a--", "0-0", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-"})
    void namesANamespaceAsKubernetesTakesThem(String project) {
        assertThat(new Names("x", "a".repeat(22)).namespace(project))
                .hasSizeLessThanOrEqualTo(63)
                .matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?");
    }

    @Test
    void givesNoTwoProjectsTheSameNamespace() {
        String dash = NAMES.namespace("a-");

        assertThat(dash).isNotEqualTo(NAMES.namespace("a")).isNotEqualTo(NAMES.namespace("a--"));
        assertThat(dash.substring("steward-".length())).hasSizeGreaterThan(40);
    }

    private List<HasMetadata> rendered(Session session) throws IOException {
        return chart.render(
                NAMES.namespace(session),
                new ChartValues(FakeCluster.settings())
                        .of(session, FakeCluster.TEMPLATES.of(session.identity().spec())));
    }

    private static Pod pod(List<HasMetadata> objects) {
        return objects.stream()
                .filter(Pod.class::isInstance)
                .map(Pod.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static Session asking(SessionSpec spec) {
        Session given = Given.pending().start(Given.NOW).after();
        SessionIdentity identity = given.identity();
        SessionIdentity asking = new SessionIdentity(
                identity.id(), identity.projectId(), identity.userId(), "kubernetes", spec, null, identity.createdAt());
        return new Session(
                asking,
                given.placement(),
                given.state(),
                given.attempts(),
                given.cause(),
                given.lease(),
                given.revision());
    }
}
