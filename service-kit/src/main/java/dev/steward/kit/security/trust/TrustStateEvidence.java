package dev.steward.kit.security.trust;

import dev.steward.events.trust.DeviceStateChanged;
import dev.steward.events.trust.UserTrustStateChanged;
import dev.steward.kit.policy.IpAddress;
import dev.steward.kit.policy.score.KnownUser;
import dev.steward.kit.policy.score.Posture;
import dev.steward.kit.security.Caller;
import dev.steward.kit.security.access.CallerEvidence;
import dev.steward.kit.security.access.EvidenceSource;
import dev.steward.kit.security.access.RequestEvidence;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Of the login session what the token says; of the user and the device what was read of {@code trust.state}. */
final class TrustStateEvidence implements EvidenceSource {

    private final TrustEntries entries;
    private final CallerEvidence evidence;

    TrustStateEvidence(TrustEntries entries, CallerEvidence evidence) {
        this.entries = entries;
        this.evidence = evidence;
    }

    @Override
    public Mono<RequestEvidence> of(Caller caller, @Nullable IpAddress from, Instant now) {
        return Mono.fromSupplier(
                () -> evidence.of(caller, user(caller), posture(caller).orElse(null), from, now));
    }

    private KnownUser user(Caller caller) {
        return entries.event("user-trust/" + caller.userId(), UserTrustStateChanged.class)
                .map(TrustIngredients::user)
                .orElse(KnownUser.UNKNOWN);
    }

    /** Whoever logs in may name any device; only one of the user's own speaks for them. */
    private Optional<Posture> posture(Caller caller) {
        return Optional.ofNullable(caller.deviceId())
                .flatMap(id -> entries.event("device/" + id, DeviceStateChanged.class))
                .filter(device -> device.userId().equals(caller.userId()))
                .flatMap(TrustIngredients::posture);
    }
}
