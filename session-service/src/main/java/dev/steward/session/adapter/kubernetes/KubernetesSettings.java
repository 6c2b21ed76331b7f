package dev.steward.session.adapter.kubernetes;

import java.time.Duration;
import java.util.List;

/**
 * How sessions are put into a cluster.
 *
 * @param owner a label of all that is theirs; what carries it and belongs to no session is removed
 * @param namespacePrefix before the project in the name of its namespace
 * @param clientNamespace where the pods are that may reach pages
 * @param storageClass of workspaces; empty for that of the cluster
 * @param deniedNetworks no session reaches, beside those that are private everywhere
 * @param podsPerProject a namespace takes so many that run
 * @param firstPort the Services of sessions take their ports from here to lastPort; no two living sessions have the same
 * @param prepareTimeout how long it may take until the container of a session runs: a node, its image, its setup
 * @param stopGrace how long a session may take to end
 */
public record KubernetesSettings(
        String owner,
        String namespacePrefix,
        String clientNamespace,
        String storageClass,
        List<String> deniedNetworks,
        int podsPerProject,
        int firstPort,
        int lastPort,
        Duration prepareTimeout,
        Duration stopGrace) {

    public KubernetesSettings {
        deniedNetworks = List.copyOf(deniedNetworks);
    }
}
