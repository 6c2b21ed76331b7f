package dev.steward.session.adapter.kubernetes;

import dev.steward.session.domain.Session;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;

/** The namespace of each project, which takes restricted pods only, and so many of them. */
record SessionNamespaces(KubernetesClient client, Names names, int pods) {

    private static final String POD_SECURITY = "pod-security.kubernetes.io/";

    /** Makes it if there is none. False when there is one that is not made for sessions of this installation. */
    boolean prepare(Session session) {
        String name = names.namespace(session);
        Namespace found = client.namespaces().withName(name).get();
        if (found == null) {
            found = create(name);
        }
        if (!names.isOwn(found)) {
            return false;
        }
        client.resource(quota(name))
                .fieldManager(SessionObjects.MANAGER)
                .forceConflicts()
                .serverSideApply();
        return true;
    }

    private Namespace create(String name) {
        try {
            return client.resource(namespace(name)).create();
        } catch (KubernetesClientException e) {
            Namespace found =
                    Cluster.isTaken(e) ? client.namespaces().withName(name).get() : null;
            if (found == null) {
                throw e;
            }
            return found;
        }
    }

    private Namespace namespace(String name) {
        return new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels(names.ofOwner())
                .addToLabels("app.kubernetes.io/managed-by", SessionObjects.MANAGER)
                .addToLabels(POD_SECURITY + "enforce", "restricted")
                .addToLabels(POD_SECURITY + "audit", "restricted")
                .addToLabels(POD_SECURITY + "warn", "restricted")
                .endMetadata()
                .build();
    }

    /** Whatever a session gets hold of, it opens no port of the nodes and pays for no load balancer. */
    private ResourceQuota quota(String namespace) {
        return new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("sessions")
                .withNamespace(namespace)
                .addToLabels(names.ofOwner())
                .endMetadata()
                .withNewSpec()
                .withHard(Map.of(
                        "pods",
                        new Quantity(String.valueOf(pods)),
                        "services.nodeports",
                        new Quantity("0"),
                        "services.loadbalancers",
                        new Quantity("0")))
                .endSpec()
                .build();
    }
}
