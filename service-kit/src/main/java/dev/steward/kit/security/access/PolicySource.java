package dev.steward.kit.security.access;

import dev.steward.kit.policy.PolicySet;
import reactor.core.publisher.Mono;

/** The policies that are active now. */
public interface PolicySource {

    /** Fails with {@link dev.steward.kit.security.trust.TrustUnavailableException} while none were ever read. */
    Mono<PolicySet> active();
}
