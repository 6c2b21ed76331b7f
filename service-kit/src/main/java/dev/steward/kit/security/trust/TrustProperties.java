package dev.steward.kit.security.trust;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How trust state is followed.
 *
 * @param projectWait how long a request waits for a project that is not known yet
 * @param snapshotInterval how soon a change is in the snapshot, with all others of that time
 * @param snapshotMaxAge how old a snapshot may be to start from
 */
@ConfigurationProperties("steward.trust")
record TrustProperties(
        @DefaultValue("2s") Duration projectWait,
        @DefaultValue("250ms") Duration snapshotInterval,
        @DefaultValue("1h") Duration snapshotMaxAge) {}
