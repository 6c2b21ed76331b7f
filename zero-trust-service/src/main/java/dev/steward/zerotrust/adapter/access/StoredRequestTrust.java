package dev.steward.zerotrust.adapter.access;

import dev.steward.kit.policy.TrustScore;
import dev.steward.kit.policy.score.ContextScore;
import dev.steward.kit.policy.score.DeviceScore;
import dev.steward.kit.policy.score.History;
import dev.steward.kit.policy.score.Place;
import dev.steward.kit.policy.score.PlaceTable;
import dev.steward.kit.policy.score.Posture;
import dev.steward.kit.policy.score.TrustScoreSettings;
import dev.steward.kit.policy.score.UserScore;
import dev.steward.kit.policy.score.UsualHours;
import dev.steward.zerotrust.domain.Device;
import dev.steward.zerotrust.domain.KnownPlace;
import dev.steward.zerotrust.domain.OpenLoginSession;
import dev.steward.zerotrust.domain.OriginAddress;
import dev.steward.zerotrust.domain.RequestEvidence;
import dev.steward.zerotrust.domain.RequestOrigin;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.domain.UserHours;
import dev.steward.zerotrust.port.DeviceRepository;
import dev.steward.zerotrust.port.KnownOriginRepository;
import dev.steward.zerotrust.port.LoginAssuranceRepository;
import dev.steward.zerotrust.port.LoginSessionRepository;
import dev.steward.zerotrust.port.RequestTrust;
import dev.steward.zerotrust.port.TrustHistoryRepository;
import dev.steward.zerotrust.port.UsualHoursRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Adds up what this service's database knows: the login session that counts and its second factor, the posture of one of
 * the user's own devices, the user's history and hours, and whether the user logged in from there before.
 */
public final class StoredRequestTrust implements RequestTrust {

    private static final int LOGIN_SESSIONS = 20;

    private final LoginSessionRepository loginSessions;
    private final LoginAssuranceRepository assurances;
    private final DeviceRepository devices;
    private final TrustHistoryRepository histories;
    private final KnownOriginRepository origins;
    private final UsualHoursRepository usualHours;
    private final UsualHours hoursOfEverybody;
    private final PlaceTable places;
    private final DeviceScore deviceScore;
    private final UserScore userScore;
    private final ContextScore contextScore;

    public StoredRequestTrust(
            LoginSessionRepository loginSessions,
            LoginAssuranceRepository assurances,
            DeviceRepository devices,
            TrustHistoryRepository histories,
            KnownOriginRepository origins,
            UsualHoursRepository usualHours,
            UsualHours hoursOfEverybody,
            PlaceTable places,
            TrustScoreSettings settings) {
        this.loginSessions = loginSessions;
        this.assurances = assurances;
        this.devices = devices;
        this.histories = histories;
        this.origins = origins;
        this.usualHours = usualHours;
        this.hoursOfEverybody = hoursOfEverybody;
        this.places = places;
        deviceScore = new DeviceScore(settings.device());
        userScore = new UserScore(settings.user());
        contextScore = new ContextScore(settings.context());
    }

    /** A login session with its second factor. */
    private record Login(Instant openedAt, @Nullable Instant mfaAt) {

        /** When the user last proved who it is. */
        Instant provedAt() {
            return mfaAt != null && mfaAt.isAfter(openedAt) ? mfaAt : openedAt;
        }
    }

    /** Where a request comes from, as far as the user's logins tell. */
    private record Whereabouts(
            boolean knownNetwork, @Nullable Place place, List<Place.Visit> visits) {

        static final Whereabouts UNKNOWN = new Whereabouts(false, null, List.of());
    }

    @Override
    public Mono<RequestEvidence> of(User user, RequestOrigin origin, Instant now) {
        return login(user, origin, now).flatMap(login -> Mono.zip(
                        posture(user, origin),
                        whereabouts(user, origin, login.orElse(null)),
                        histories.find(user.username().value()).defaultIfEmpty(History.clean(now)),
                        usualHours.find(user.id()).map(UserHours::hours).defaultIfEmpty(hoursOfEverybody))
                .map(known -> evidence(
                        origin,
                        login.orElse(null),
                        known.getT1().orElse(null),
                        known.getT2(),
                        known.getT3(),
                        known.getT4(),
                        now)));
    }

    private Mono<Optional<Login>> login(User user, RequestOrigin origin, Instant now) {
        return loginSessions
                .list(user.id(), now, 0, LOGIN_SESSIONS)
                .flatMap(open -> Mono.justOrEmpty(open.stream()
                        .map(OpenLoginSession::loginSession)
                        .filter(session -> origin.loginSessionId() == null
                                || origin.loginSessionId().equals(session.id()))
                        .findFirst()))
                .flatMap(session -> assurances
                        .mfaAt(session.id())
                        .singleOptional()
                        .map(mfaAt -> new Login(session.authenticatedAt(), mfaAt.orElse(null))))
                .singleOptional();
    }

    /** Whoever asks may name any device; only one of the user's own speaks for them. */
    private Mono<Optional<Posture>> posture(User user, RequestOrigin origin) {
        if (origin.attested() != null) {
            return Mono.just(Optional.of(origin.attested()));
        }
        return Mono.justOrEmpty(origin.deviceId())
                .flatMap(devices::find)
                .filter(device -> device.userId().equals(user.id()))
                .mapNotNull(StoredRequestTrust::reported)
                .singleOptional();
    }

    private static @Nullable Posture reported(Device device) {
        return device.report() == null ? null : device.report().posture();
    }

    /** What is known from a login before the one that counts: nothing is known because somebody logs in from there. */
    private Mono<Whereabouts> whereabouts(User user, RequestOrigin origin, @Nullable Login login) {
        if (origin.address() == null) {
            return Mono.just(Whereabouts.UNKNOWN);
        }
        String network = new OriginAddress(origin.address()).network();
        Place place = places.of(origin.address()).orElse(null);
        return Mono.zip(origins.networkSince(user.id(), network).singleOptional(), origins.places(user.id()))
                .map(known -> new Whereabouts(
                        known.getT1().filter(since -> isBefore(since, login)).isPresent(),
                        place,
                        visits(known.getT2(), place, login)));
    }

    /** The login that counts is where the user was too, unless the request comes from the same place. */
    private static List<Place.Visit> visits(List<KnownPlace> known, @Nullable Place here, @Nullable Login login) {
        return known.stream()
                .filter(place -> !place.place().equals(here) || isBefore(place.firstSeenAt(), login))
                .map(place -> new Place.Visit(place.place(), place.lastSeenAt()))
                .toList();
    }

    private static boolean isBefore(Instant time, @Nullable Login login) {
        return login == null || time.isBefore(login.openedAt());
    }

    private RequestEvidence evidence(
            RequestOrigin origin,
            @Nullable Login login,
            @Nullable Posture posture,
            Whereabouts where,
            History history,
            UsualHours hours,
            Instant now) {
        boolean mfa = login != null && login.mfaAt() != null;
        var score = new TrustScore(
                deviceScore.of(posture, now).score(),
                userScore
                        .of(mfa, login == null ? null : login.provedAt(), history, now)
                        .score(),
                contextScore
                        .of(where.knownNetwork(), hours, where.place(), where.visits(), now)
                        .score());
        return new RequestEvidence(
                score,
                mfa,
                posture == null ? null : posture.complianceScore(),
                posture == null ? null : Duration.between(posture.reportedAt(), now),
                location(origin, where.place()));
    }

    /** As whoever asks says, or else as the place is called. */
    private static @Nullable String location(RequestOrigin origin, @Nullable Place place) {
        return origin.location() != null || place == null ? origin.location() : place.name();
    }
}
