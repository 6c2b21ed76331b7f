package dev.steward.zerotrust.application;

import dev.steward.kit.policy.score.KnownNetwork;
import dev.steward.kit.policy.score.PlaceTable;
import dev.steward.kit.policy.score.TrustScoreSettings;
import dev.steward.kit.policy.score.TrustScorer;
import dev.steward.zerotrust.domain.LoginOrigin;
import dev.steward.zerotrust.domain.LoginSession;
import dev.steward.zerotrust.domain.OriginAddress;
import dev.steward.zerotrust.port.KnownOriginRepository;
import dev.steward.zerotrust.port.TrustHistoryRepository;
import dev.steward.zerotrust.port.TrustStandingRepository;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Keeps what trust scores are made of as it happens, and has the user looked at afterwards: nobody waits for a score to be
 * told. What is not public joins the caller's transaction.
 */
public class TrustEvidence {

    /** How many networks and places are forgotten in one transaction. */
    private static final int MOST = 100;

    private final TrustHistoryRepository histories;
    private final KnownOriginRepository origins;
    private final TrustStandingRepository standings;
    private final KnownUsers knownUsers;
    private final PlaceTable places;
    private final TrustScoreSettings.User settings;
    private final Duration remembered;
    private final TransactionalOperator transaction;
    private final Clock clock;

    public TrustEvidence(
            TrustHistoryRepository histories,
            KnownOriginRepository origins,
            TrustStandingRepository standings,
            KnownUsers knownUsers,
            TrustScorer scorer,
            Duration remembered,
            TransactionalOperator transaction,
            Clock clock) {
        this.histories = histories;
        this.origins = origins;
        this.standings = standings;
        this.knownUsers = knownUsers;
        places = scorer.places();
        settings = scorer.settings().user();
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
        String userId = loginSession.userId();
        return Mono.justOrEmpty(OriginAddress.parse(origin.address()))
                .flatMap(address -> remember(userId, address, at))
                .defaultIfEmpty(false)
                .flatMap(changed ->
                        standings.look(userId, at).then(changed ? knownUsers.changed(List.of(userId)) : Mono.empty()));
    }

    /** Something else about the user is as it was not before. */
    Mono<Void> changed(String userId) {
        return Mono.defer(() -> standings.look(userId, clock.instant()));
    }

    /** As {@link #changed}, of what every process is told. */
    Mono<Void> knownOtherwise(String userId) {
        return changed(userId).then(knownUsers.changed(List.of(userId)));
    }

    /** Forgets what no score is made of any more. */
    public Mono<Void> forget() {
        return Mono.defer(() -> origins.forgetBefore(clock.instant().minus(remembered), MOST))
                .delayUntil(users -> users.isEmpty() ? Mono.empty() : knownUsers.changed(users))
                .as(transaction::transactional)
                .repeat()
                .takeUntil(List::isEmpty)
                .then(Mono.defer(() -> histories.forgetWhole(settings, clock.instant()))
                        .as(transaction::transactional));
    }

    /** Whether something is known otherwise than before; each visit of a place is. */
    private Mono<Boolean> remember(String userId, OriginAddress address, Instant at) {
        Instant since = at.minus(remembered);
        return origins.rememberNetwork(userId, KnownNetwork.blockOf(address.ip()), at, since)
                .flatMap(changed -> Mono.justOrEmpty(places.of(address.ip()))
                        .flatMap(place ->
                                origins.rememberPlace(userId, place, at, since).thenReturn(true))
                        .defaultIfEmpty(changed));
    }
}
