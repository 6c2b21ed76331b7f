package dev.steward.session.adapter.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.session.domain.Given;
import dev.steward.session.port.LaunchOutcome;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import org.junit.jupiter.api.Test;

/** What belongs to whom in a cluster that others use, too. */
class ClusterOwnersTest extends ClusterFixture {

    private static final String NAMESPACE = "steward-shop";

    @Test
    void keepsOutOfNamespacesOfOthers() {
        cluster.client()
                .namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .create();

        LaunchOutcome outcome = get(runtime.launch(session));

        assertThat(outcome).isInstanceOfSatisfying(LaunchOutcome.Refused.class, refused -> assertThat(refused.detail())
                .contains(NAMESPACE));
        assertThat(cluster.objects()).isEmpty();
    }

    @Test
    void makesANamespaceForRestrictedPodsOnly() {
        get(runtime.launch(session));

        assertThat(cluster.client()
                        .namespaces()
                        .withName(NAMESPACE)
                        .get()
                        .getMetadata()
                        .getLabels())
                .containsEntry("pod-security.kubernetes.io/enforce", "restricted")
                .containsEntry(Names.OWNER, FakeCluster.OWNER);
        assertThat(cluster.client()
                        .resourceQuotas()
                        .inNamespace(NAMESPACE)
                        .withName("sessions")
                        .get()
                        .getSpec()
                        .getHard())
                .containsKeys("pods", "services.nodeports", "services.loadbalancers");
    }

    @Test
    void findsWhateverIsLeftOfASessionAndRemovesIt() {
        String claim = Given.pending().id();
        String service = Given.pending().id();
        cluster.client()
                .resource(new PersistentVolumeClaimBuilder()
                        .withNewMetadata()
                        .withName("claim")
                        .withNamespace("somewhere")
                        .addToLabels(Names.OWNER, FakeCluster.OWNER)
                        .addToLabels(Names.SESSION, claim)
                        .endMetadata()
                        .build())
                .create();
        cluster.client()
                .resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withName("service")
                        .withNamespace("elsewhere")
                        .addToLabels(Names.OWNER, FakeCluster.OWNER)
                        .addToLabels(Names.SESSION, service)
                        .endMetadata()
                        .build())
                .create();

        assertThat(get(runtime.found())).containsExactlyInAnyOrder(claim, service);
        get(runtime.remove(claim));
        get(runtime.remove(service));

        assertThat(cluster.objects()).isEmpty();
    }

    @Test
    void leavesTheSessionsOfOthersAlone() {
        cluster.client()
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withName("other")
                        .withNamespace(NAMESPACE)
                        .addToLabels(Names.OWNER, "another")
                        .addToLabels(Names.SESSION, session.id())
                        .endMetadata()
                        .withNewSpec()
                        .endSpec()
                        .build())
                .create();

        assertThat(get(runtime.found())).isEmpty();
        get(runtime.remove(session.id()));

        assertThat(cluster.client()
                        .pods()
                        .inNamespace(NAMESPACE)
                        .withName("other")
                        .get())
                .isNotNull();
    }
}
