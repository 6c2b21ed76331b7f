package dev.steward.k8s;

import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of CloudNativePG's Cluster that are used here, by the names in its definition; add one when it is needed. */
@Group("postgresql.cnpg.io")
@Version("v1")
final class PostgresCluster extends CustomResource<PostgresCluster.Spec, Void> {
    private static final long serialVersionUID = 1L;

    record Spec(
            int instances,
            Catalogue imageCatalogRef,
            Inherited inheritedMetadata,
            boolean enableSuperuserAccess,
            @Nullable Boolean enablePDB,
            Bootstrap bootstrap,
            Managed managed,
            Server postgresql,
            Storage storage,
            @Nullable Storage walStorage,
            ResourceRequirements resources,
            Affinity affinity) {}

    record Catalogue(String apiGroup, String kind, String name, int major) {}

    record Inherited(Map<String, String> labels) {}

    record Bootstrap(InitDb initdb) {}

    record InitDb(
            String database,
            String owner,
            Named secret,
            @Nullable Boolean dataChecksums,
            @Nullable String localeProvider,
            @Nullable String builtinLocale) {}

    record Managed(List<Role> roles) {}

    record Role(String name, String ensure, boolean login, Named passwordSecret) {}

    record Server(Synchronous synchronous, Map<String, String> parameters, List<String> pg_hba) {}

    record Synchronous(String method, int number, String dataDurability, boolean failoverQuorum) {}

    record Storage(String size, @Nullable String storageClass) {}

    record Affinity(boolean enablePodAntiAffinity, String topologyKey, String podAntiAffinityType) {}

    record Named(String name) {}
}
