package dev.steward.zerotrust.adapter.access;

import dev.steward.kit.policy.score.LoginProof;
import dev.steward.kit.policy.score.Place;
import dev.steward.kit.policy.score.Posture;
import dev.steward.kit.policy.score.TrustFacts;
import dev.steward.kit.policy.score.TrustParts;
import dev.steward.kit.policy.score.TrustScorer;
import dev.steward.zerotrust.domain.Device;
import dev.steward.zerotrust.domain.OpenLoginSession;
import dev.steward.zerotrust.domain.RequestEvidence;
import dev.steward.zerotrust.domain.RequestOrigin;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.port.DeviceRepository;
import dev.steward.zerotrust.port.KnownUserRepository;
import dev.steward.zerotrust.port.LoginAssuranceRepository;
import dev.steward.zerotrust.port.LoginSessionRepository;
import dev.steward.zerotrust.port.RequestTrust;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Adds up what this service's database knows: the login session that counts and its second factor, the posture of one of
 * the user's own devices, the user's history and hours, and whether the user logged in from there before.
 */
public final class StoredRequestTrust implements RequestTrust {

    private final LoginSessionRepository loginSessions;
    private final LoginAssuranceRepository assurances;
    private final DeviceRepository devices;
    private final KnownUserRepository known;
    private final TrustScorer scorer;

    public StoredRequestTrust(
            LoginSessionRepository loginSessions,
            LoginAssuranceRepository assurances,
            DeviceRepository devices,
            KnownUserRepository known,
            TrustScorer scorer) {
        this.loginSessions = loginSessions;
        this.assurances = assurances;
        this.devices = devices;
        this.known = known;
        this.scorer = scorer;
    }

    @Override
    public Mono<RequestEvidence> of(User user, RequestOrigin origin, Instant now) {
        return Mono.zip(login(user, origin, now), posture(user, origin), known.find(user.id()))
                .map(found -> evidence(
                        origin,
                        new TrustFacts(
                                found.getT3(),
                                found.getT1().orElse(null),
                                found.getT2().orElse(null),
                                origin.address(),
                                null),
                        now));
    }

    private Mono<Optional<LoginProof>> login(User user, RequestOrigin origin, Instant now) {
        return loginSession(user, origin.loginSessionId(), now)
                .map(OpenLoginSession::loginSession)
                .flatMap(session -> assurances
                        .mfaAt(session.id())
                        .singleOptional()
                        .map(mfaAt -> new LoginProof(session.authenticatedAt(), mfaAt.orElse(null))))
                .singleOptional();
    }

    /** The newest one unless one is named. */
    private Mono<OpenLoginSession> loginSession(User user, @Nullable String id, Instant now) {
        return id != null
                ? loginSessions.findOpen(id, user.id(), now)
                : loginSessions
                        .list(user.id(), now, 0, 1)
                        .flatMap(newest -> Mono.justOrEmpty(newest.stream().findFirst()));
    }

    private Mono<Optional<Posture>> posture(User user, RequestOrigin origin) {
        return origin.attested() != null
                ? Mono.just(Optional.of(origin.attested()))
                : devices.findOwn(user.id(), origin.deviceId())
                        .mapNotNull(Device::posture)
                        .singleOptional();
    }

    private RequestEvidence evidence(RequestOrigin origin, TrustFacts facts, Instant now) {
        TrustParts parts = scorer.of(facts, now);
        Posture posture = facts.posture();
        return new RequestEvidence(
                parts.score(),
                facts.login() != null && facts.login().mfaAt() != null,
                posture == null ? null : posture.complianceScore(),
                posture == null ? null : Duration.between(posture.reportedAt(), now),
                location(origin, parts.place()));
    }

    /** As whoever asks says, or else as the place is called. */
    private static @Nullable String location(RequestOrigin origin, @Nullable Place place) {
        return origin.location() != null || place == null ? origin.location() : place.name();
    }
}
