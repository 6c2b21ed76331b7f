package dev.steward.session.config;

import dev.steward.session.adapter.kubernetes.KubernetesSettings;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The kubernetes runtime. Which cluster it is, and as whom, is told as to kubectl: by the pod's service account, or a
 * kubeconfig.
 *
 * @param enabled whether sessions can run as pods of a cluster
 * @param owner tells this installation's sessions from those of another one in the same cluster: what carries it and is
 *     not known here is removed. Needed when it is enabled
 * @param namespacePrefix of the namespace of each project
 * @param clientNamespace where session-service and the gateway run; empty for the namespace this service is in
 * @param storageClass of workspaces; empty for that of the cluster
 * @param deniedNetworks sessions do not reach, beside private ones, such as that of the API server
 * @param podsPerProject that run at most
 * @param firstPort the range Services take their ports from, apart from those of other runtimes
 * @param prepareTimeout how long it may take until a container runs: a node for it, its image, its setup
 */
@Validated
@ConfigurationProperties("steward.session.kubernetes")
public record KubernetesProperties(
        @DefaultValue("false") boolean enabled,

        @DefaultValue("") @Pattern(regexp = "([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)?")
        String owner,

        @DefaultValue("steward-") @Pattern(regexp = "[a-z0-9][a-z0-9-]{0,21}")
        String namespacePrefix,

        @DefaultValue("") @Pattern(regexp = "([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)?")
        String clientNamespace,

        @DefaultValue("") String storageClass,

        @DefaultValue List<@Pattern(regexp = "[0-9]{1,3}(\\.[0-9]{1,3}){3}/[0-9]{1,2}") String> deniedNetworks,

        @DefaultValue("100") @Min(1) int podsPerProject,
        @DefaultValue("40000") @Min(1024) @Max(65535) int firstPort,
        @DefaultValue("59999") @Min(1024) @Max(65535) int lastPort,

        @DefaultValue("PT10M") @DurationMin(seconds = 1) @DurationMax(hours = 1)
        Duration prepareTimeout) {

    @AssertTrue(message = "the owner is needed: two installations without one would remove each other's sessions")
    public boolean isOwnedWhenEnabled() {
        return !enabled || !owner.isEmpty();
    }

    @AssertTrue(message = "the ports: the first one must not come after the last one")
    public boolean isRangeOfPorts() {
        return firstPort <= lastPort;
    }

    KubernetesSettings settings(SessionProperties session, @Nullable String ownNamespace) {
        String clients = ownNamespace == null ? "default" : ownNamespace;
        return new KubernetesSettings(
                owner,
                namespacePrefix,
                clientNamespace.isEmpty() ? clients : clientNamespace,
                storageClass,
                deniedNetworks,
                podsPerProject,
                firstPort,
                lastPort,
                prepareTimeout,
                session.stopGrace());
    }
}
