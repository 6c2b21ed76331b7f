package dev.steward.zerotrust.application;

import dev.steward.kit.policy.score.KnownUser;
import dev.steward.kit.policy.score.LoginProof;
import dev.steward.kit.policy.score.TrustFacts;
import dev.steward.zerotrust.domain.Device;
import dev.steward.zerotrust.domain.OpenLoginSession;
import dev.steward.zerotrust.domain.OriginAddress;
import dev.steward.zerotrust.domain.TrustAssessment;
import dev.steward.zerotrust.domain.TrustIngredients;
import dev.steward.zerotrust.domain.TrustScoring;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.port.DeviceRepository;
import dev.steward.zerotrust.port.KnownUserRepository;
import dev.steward.zerotrust.port.LoginAssuranceRepository;
import dev.steward.zerotrust.port.LoginSessionRepository;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * Says how far a user is trusted now. No score is kept: each is made of what is known at the moment, of the login session
 * that the user opened last.
 */
public class TrustScores {

    private final LoginSessionRepository loginSessions;
    private final LoginAssuranceRepository assurances;
    private final DeviceRepository devices;
    private final KnownUserRepository known;
    private final TrustScoring scoring;
    private final Clock clock;

    public TrustScores(
            LoginSessionRepository loginSessions,
            LoginAssuranceRepository assurances,
            DeviceRepository devices,
            KnownUserRepository known,
            TrustScoring scoring,
            Clock clock) {
        this.loginSessions = loginSessions;
        this.assurances = assurances;
        this.devices = devices;
        this.known = known;
        this.scoring = scoring;
        this.clock = clock;
    }

    /** Asks one thing after the other, so that it can be asked inside a transaction, which has one connection. */
    public Mono<TrustAssessment> of(User user) {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            return known.find(user.id())
                    .flatMap(remembered -> loginSessions
                            .list(user.id(), now, 0, 1)
                            .flatMap(newest -> Mono.justOrEmpty(newest.stream().findFirst()))
                            .flatMap(open -> ingredients(user, remembered, open))
                            .defaultIfEmpty(loggedOut(user, remembered)))
                    .map(ingredients -> scoring.of(ingredients, now));
        });
    }

    /** For a user who is not logged in nothing is known of device, network and place. */
    private static TrustIngredients loggedOut(User user, KnownUser remembered) {
        return new TrustIngredients(user, null, null, new TrustFacts(remembered, null, null, null, null));
    }

    private Mono<TrustIngredients> ingredients(User user, KnownUser remembered, OpenLoginSession open) {
        Instant openedAt = open.loginSession().authenticatedAt();
        var address = Optional.ofNullable(open.address())
                .flatMap(OriginAddress::parse)
                .map(OriginAddress::ip);
        return assurances.mfaAt(open.loginSession().id()).singleOptional().flatMap(mfaAt -> devices.findOwn(
                        user.id(), open.loginSession().deviceId())
                .singleOptional()
                .map(device -> new TrustIngredients(
                        user,
                        open,
                        device.orElse(null),
                        new TrustFacts(
                                remembered,
                                new LoginProof(openedAt, mfaAt.orElse(null)),
                                device.map(Device::posture).orElse(null),
                                address.orElse(null),
                                openedAt))));
    }
}
