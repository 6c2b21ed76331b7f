package dev.steward.zerotrust.application;

import dev.steward.events.trust.TrustScoreChanged;
import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.kit.policy.TrustLevel;
import dev.steward.zerotrust.domain.TrustAssessment;
import dev.steward.zerotrust.domain.TrustScoring;
import dev.steward.zerotrust.domain.TrustStanding;
import dev.steward.zerotrust.port.TrustHistoryRepository;
import dev.steward.zerotrust.port.TrustStandingRepository;
import dev.steward.zerotrust.port.UserRepository;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Tells when the trust in a user reaches another level, because of what happened or because time passed. Every instance
 * takes turns; a row that one of them holds is passed over by the others, so that each change is told once.
 */
public class TrustStandings {

    /** How many are looked at in one turn; the next one goes on. */
    static final int MOST = 100;

    private final TrustStandingRepository standings;
    private final TrustHistoryRepository histories;
    private final KnownUsers knownUsers;
    private final UserRepository users;
    private final TrustScores scores;
    private final TrustScoring scoring;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Clock clock;

    public TrustStandings(
            TrustStandingRepository standings,
            TrustHistoryRepository histories,
            KnownUsers knownUsers,
            UserRepository users,
            TrustScores scores,
            TrustScoring scoring,
            Outbox outbox,
            TransactionalOperator transaction,
            Clock clock) {
        this.standings = standings;
        this.histories = histories;
        this.knownUsers = knownUsers;
        this.users = users;
        this.scores = scores;
        this.scoring = scoring;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Looks at who is due, each in a transaction of its own, so that a login waits for one of them at most. */
    public Mono<Void> turn() {
        return notice().thenMany(Mono.defer(this::next).repeat(MOST - 1L).takeWhile(found -> found))
                .then();
    }

    /** Whose history lost points is found out and told here, where nobody waits for an answer. */
    private Mono<Void> notice() {
        return histories
                .notice(MOST)
                .filter(accounts -> !accounts.isEmpty())
                .flatMap(accounts ->
                        standings.lookAtAccounts(accounts, clock.instant()).then(knownUsers.accountsChanged(accounts)))
                .as(transaction::transactional);
    }

    /** False when nobody is due. */
    private Mono<Boolean> next() {
        return standings
                .lockNext(clock.instant())
                .delayUntil(this::look)
                .hasElement()
                .as(transaction::transactional);
    }

    /** Who is disabled or gone cannot log in; a login afterwards has them looked at again. */
    private Mono<Void> look(TrustStanding standing) {
        return users.find(standing.userId())
                .filter(user -> !user.disabled())
                .flatMap(scores::of)
                .flatMap(assessment -> judge(standing, assessment).thenReturn(true))
                .switchIfEmpty(standings.update(standing, standing.resting()))
                .then();
    }

    private Mono<Void> judge(TrustStanding before, TrustAssessment assessment) {
        TrustStanding after = before.judged(assessment.score().level(), scoring.nextLook(assessment));
        return standings
                .update(before, after)
                .filter(updated -> updated && after.level() != before.level())
                .flatMap(_ -> outbox.append(event(before.level(), after, assessment)));
    }

    private static OutboxEvent event(@Nullable TrustLevel before, TrustStanding after, TrustAssessment assessment) {
        var score = assessment.score();
        var event = new TrustScoreChanged(
                after.userId(),
                before == null ? null : before.code(),
                score.level().code(),
                score.overall().doubleValue(),
                assessment.at());
        return new OutboxEvent("trust", after.userId(), after.eventSequence(), null, event);
    }
}
