package dev.steward.zerotrust.application;

import dev.steward.kit.policy.score.History;
import dev.steward.kit.policy.score.PlaceTable;
import dev.steward.kit.policy.score.UsualHours;
import dev.steward.zerotrust.domain.Device;
import dev.steward.zerotrust.domain.OpenLoginSession;
import dev.steward.zerotrust.domain.OriginAddress;
import dev.steward.zerotrust.domain.Presence;
import dev.steward.zerotrust.domain.TrustAssessment;
import dev.steward.zerotrust.domain.TrustIngredients;
import dev.steward.zerotrust.domain.TrustScoring;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.domain.UserHours;
import dev.steward.zerotrust.port.DeviceRepository;
import dev.steward.zerotrust.port.KnownOriginRepository;
import dev.steward.zerotrust.port.LoginAssuranceRepository;
import dev.steward.zerotrust.port.LoginSessionRepository;
import dev.steward.zerotrust.port.TrustHistoryRepository;
import dev.steward.zerotrust.port.UsualHoursRepository;
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
    private final TrustHistoryRepository histories;
    private final KnownOriginRepository origins;
    private final UsualHoursRepository usualHours;
    private final UsualHours hoursOfEverybody;
    private final PlaceTable places;
    private final TrustScoring scoring;
    private final Clock clock;

    public TrustScores(
            LoginSessionRepository loginSessions,
            LoginAssuranceRepository assurances,
            DeviceRepository devices,
            TrustHistoryRepository histories,
            KnownOriginRepository origins,
            UsualHoursRepository usualHours,
            UsualHours hoursOfEverybody,
            PlaceTable places,
            TrustScoring scoring,
            Clock clock) {
        this.loginSessions = loginSessions;
        this.assurances = assurances;
        this.devices = devices;
        this.histories = histories;
        this.origins = origins;
        this.usualHours = usualHours;
        this.hoursOfEverybody = hoursOfEverybody;
        this.places = places;
        this.scoring = scoring;
        this.clock = clock;
    }

    /** Asks one thing after the other, so that it can be asked inside a transaction, which has one connection. */
    public Mono<TrustAssessment> of(User user) {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            return presence(user, now).flatMap(presence -> histories
                    .find(user.username().value())
                    .defaultIfEmpty(History.clean(now))
                    .flatMap(history -> usualHours
                            .find(user.id())
                            .map(UserHours::hours)
                            .defaultIfEmpty(hoursOfEverybody)
                            .map(hours -> new TrustIngredients(user, presence.orElse(null), history, hours)))
                    .map(known -> scoring.of(known, now)));
        });
    }

    private Mono<Optional<Presence>> presence(User user, Instant now) {
        return loginSessions
                .list(user.id(), now, 0, 1)
                .flatMap(newest -> Mono.justOrEmpty(newest.stream().findFirst()))
                .flatMap(this::presence)
                .singleOptional();
    }

    private Mono<Presence> presence(OpenLoginSession open) {
        String userId = open.loginSession().userId();
        var address = Optional.ofNullable(open.address()).flatMap(OriginAddress::parse);
        var network = address.map(OriginAddress::network);
        var place = address.flatMap(known -> places.of(known.ip()));
        Mono<Optional<Instant>> since = Mono.justOrEmpty(network)
                .flatMap(block -> origins.networkSince(userId, block))
                .singleOptional();
        return assurances.mfaAt(open.loginSession().id()).singleOptional().flatMap(mfaAt -> device(open)
                .flatMap(device -> since.flatMap(networkSince -> origins.places(userId)
                        .map(visited -> new Presence(
                                open,
                                mfaAt.orElse(null),
                                device.orElse(null),
                                network.orElse(null),
                                networkSince.orElse(null),
                                place.orElse(null),
                                visited)))));
    }

    /** Empty when it was removed since; who logged in before devices were looked at may have named any. */
    private Mono<Optional<Device>> device(OpenLoginSession open) {
        return Mono.justOrEmpty(open.loginSession().deviceId())
                .flatMap(devices::find)
                .filter(device -> device.userId().equals(open.loginSession().userId()))
                .singleOptional();
    }
}
