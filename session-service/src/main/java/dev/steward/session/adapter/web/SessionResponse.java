package dev.steward.session.adapter.web;

import dev.steward.session.domain.Resource;
import dev.steward.session.domain.Resources;
import dev.steward.session.domain.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session as clients see it.
 *
 * @param template what serves its workspace
 * @param image its container is made from, null in a runtime without images
 * @param ports it listens on beside that of its page
 * @param reason a stable code that says why it is in its status, null where none is needed
 * @param crashCount over its whole life
 * @param startedAt when its page last began to answer, null before the first time
 * @param idleTimeout how long it may go unused before it is stopped
 * @param expiresAt when it is stopped however much it is used
 */
record SessionResponse(
        String id,
        String projectId,
        String userId,
        String runtime,
        String template,
        @Nullable String image,
        Limits resources,
        List<Integer> ports,
        String status,
        @Nullable String reason,
        @Nullable String detail,
        Addresses addresses,
        int crashCount,
        Instant createdAt,
        @Nullable Instant startedAt,
        Duration ttl,
        Duration idleTimeout,
        Instant expiresAt) {

    /**
     * Where its page is found.
     *
     * @param preview a URL on the gateway, for whoever has the token of the session
     * @param direct a URL on the host itself, or in its cluster, that needs no credentials; null when its runtime is not
     *     configured any more
     */
    record Addresses(String preview, @Nullable String direct) {}

    /** What it may use at most, each as a Kubernetes quantity. */
    record Limits(String cpu, String memory, String disk) {

        static Limits from(Resources resources) {
            return new Limits(
                    Resource.CPU.write(resources.cpuMillis()),
                    Resource.MEMORY.write(resources.memoryBytes()),
                    Resource.DISK.write(resources.diskBytes()));
        }
    }

    static SessionResponse from(Session session, SessionAddresses addresses) {
        return new SessionResponse(
                session.id(),
                session.projectId(),
                session.identity().userId(),
                session.identity().runtime(),
                session.identity().spec().template(),
                session.identity().spec().image(),
                Limits.from(session.identity().spec().resources()),
                session.identity().spec().ports(),
                session.status().text(),
                session.state().reason(),
                session.state().detail(),
                addresses.of(session),
                session.attempts().crashes(),
                session.identity().createdAt(),
                session.attempts().startedAt(),
                session.lease().ttl(),
                session.lease().idleTimeout(),
                session.lease().expiresAt());
    }
}
