package dev.steward.zerotrust.adapter.access;

import dev.steward.kit.policy.IpAddress;
import dev.steward.kit.security.Caller;
import dev.steward.kit.security.access.EvidenceSource;
import dev.steward.kit.security.access.RequestEvidence;
import dev.steward.zerotrust.domain.RequestOrigin;
import dev.steward.zerotrust.port.RequestTrust;
import dev.steward.zerotrust.port.UserRepository;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What this service's database knows of a request to this service. */
public final class StoredEvidence implements EvidenceSource {

    private final UserRepository users;
    private final RequestTrust trust;

    public StoredEvidence(UserRepository users, RequestTrust trust) {
        this.users = users;
        this.trust = trust;
    }

    @Override
    public Mono<RequestEvidence> of(Caller caller, @Nullable IpAddress from, Instant now) {
        var origin = new RequestOrigin(caller.deviceId(), null, from, null, caller.loginSessionId());
        return users.find(caller.userId())
                .flatMap(user -> trust.of(user, origin, now))
                .defaultIfEmpty(dev.steward.zerotrust.domain.RequestEvidence.NONE) // deleted a moment ago
                .map(known -> new RequestEvidence(
                        known.score(), known.mfa(), known.compliance(), known.postureAge(), known.location()));
    }
}
