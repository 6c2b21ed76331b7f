package dev.steward.k8s;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;

/** The fields of CloudNativePG's Database that are used here. */
@Group("postgresql.cnpg.io")
@Version("v1")
final class PostgresDatabase extends CustomResource<PostgresDatabase.Spec, Void> {
    private static final long serialVersionUID = 1L;

    record Spec(PostgresCluster.Named cluster, String name, String owner, String databaseReclaimPolicy) {}
}
