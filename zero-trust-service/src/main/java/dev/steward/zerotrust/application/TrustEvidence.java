package dev.steward.zerotrust.application;

import dev.steward.kit.policy.score.PlaceTable;
import dev.steward.kit.policy.score.TrustScoreSettings;
import dev.steward.zerotrust.domain.LoginOrigin;
import dev.steward.zerotrust.domain.LoginSession;
import dev.steward.zerotrust.domain.OriginAddress;
import dev.steward.zerotrust.port.KnownOriginRepository;
import dev.steward.zerotrust.port.TrustHistoryRepository;
import dev.steward.zerotrust.port.TrustStandingRepository;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Keeps what trust scores are made of as it happens, and has the user looked at afterwards: nobody waits for a score to be
 * told. What is not said to be public joins the caller's transaction.
 */
public class TrustEvidence {

    private final TrustHistoryRepository histories;
    private final KnownOriginRepository origins;
    private final TrustStandingRepository standings;
    private final PlaceTable places;
    private final TrustScoreSettings.User settings;
    private final Duration remembered;
    private final TransactionalOperator transaction;
    private final Clock clock;

    public TrustEvidence(
            TrustHistoryRepository histories,
            KnownOriginRepository origins,
            TrustStandingRepository standings,
            PlaceTable places,
            TrustScoreSettings.User settings,
            Duration remembered,
            TransactionalOperator transaction,
            Clock clock) {
        this.histories = histories;
        this.origins = origins;
        this.standings = standings;
        this.places = places;
        this.settings = settings;
        this.remembered = remembered;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Costs the same for names that nobody has; whose it is is found out later. */
    Mono<Void> loginFailed(String account) {
        return Mono.defer(() -> histories.take(account, settings.failedLogin(), settings, clock.instant()));
    }

    Mono<Void> loggedIn(LoginSession loginSession, LoginOrigin origin) {
        Instant at = loginSession.authenticatedAt();
        return Mono.justOrEmpty(OriginAddress.parse(origin.address()))
                .flatMap(address -> remember(loginSession.userId(), address, at))
                .then(standings.look(loginSession.userId(), at));
    }

    /** Something else about the user is as it was not before. */
    Mono<Void> changed(String userId) {
        return Mono.defer(() -> standings.look(userId, clock.instant()));
    }

    /** Forgets what no score is made of any more. */
    public Mono<Void> forget() {
        return Mono.defer(() -> {
                    Instant now = clock.instant();
                    return origins.forgetBefore(now.minus(remembered)).then(histories.forgetWhole(settings, now));
                })
                .as(transaction::transactional);
    }

    private Mono<Void> remember(String userId, OriginAddress address, Instant at) {
        Instant since = at.minus(remembered);
        return origins.rememberNetwork(userId, address.network(), at, since)
                .then(Mono.justOrEmpty(places.of(address.ip()))
                        .flatMap(place -> origins.rememberPlace(userId, place, at, since)));
    }
}
