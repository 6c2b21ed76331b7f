package dev.steward.kit.security.access;

import dev.steward.kit.policy.IpAddress;
import dev.steward.kit.security.Caller;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Finds out how far a request is trusted. Asked only when a policy is about it. */
public interface EvidenceSource {

    /**
     * Never fails for what is not known.
     *
     * @param from where the request comes from, as a trusted proxy says; null when that is not known
     */
    Mono<RequestEvidence> of(Caller caller, @Nullable IpAddress from, Instant now);
}
