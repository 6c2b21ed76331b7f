package dev.steward.zerotrust.application;

import dev.steward.zerotrust.domain.OpenLoginSession;
import dev.steward.zerotrust.domain.RevokedLoginSession;
import dev.steward.zerotrust.port.LoginSessionRepository;
import java.time.Clock;
import java.util.List;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Login sessions are shown, and end before their time. */
public class LoginSessionService {

    /** How many are changed in one transaction. */
    private static final int PAGE = 100;

    private final LoginSessionRepository loginSessions;
    private final AccessTokens accessTokens;
    private final TransactionalOperator transaction;
    private final Clock clock;

    public LoginSessionService(
            LoginSessionRepository loginSessions,
            AccessTokens accessTokens,
            TransactionalOperator transaction,
            Clock clock) {
        this.loginSessions = loginSessions;
        this.accessTokens = accessTokens;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Those of a user that go on, newest first. */
    public Mono<List<OpenLoginSession>> list(String userId, long offset, int limit) {
        return Mono.defer(() -> loginSessions.list(userId, clock.instant(), offset, limit));
    }

    public Mono<Long> count(String userId) {
        return Mono.defer(() -> loginSessions.count(userId, clock.instant()));
    }

    /** False when the user has no such login session. */
    public Mono<Boolean> endOwn(String userId, String loginSessionId) {
        return Mono.defer(
                        () -> loginSessions.revoke(loginSessionId, userId, clock.instant(), accessTokens.lastExpiry()))
                .as(transaction::transactional)
                .hasElement();
    }

    /** False when there is no such login session. */
    public Mono<Boolean> end(String loginSessionId) {
        return Mono.defer(() -> loginSessions.revoke(loginSessionId, null, clock.instant(), accessTokens.lastExpiry()))
                .as(transaction::transactional)
                .hasElement();
    }

    /** The one it is asked in ends last, so that it can be asked again if not all could be ended. */
    public Mono<Void> endAll(String userId, String loginSessionId) {
        return someOthers(userId, loginSessionId)
                .repeat()
                .takeUntil(List::isEmpty)
                .then(Mono.defer(() -> endOwn(userId, loginSessionId)))
                .then();
    }

    /** Deletes what has expired. */
    public Mono<Void> deleteEnded() {
        return Mono.defer(() -> loginSessions.deleteEnded(clock.instant(), PAGE))
                .as(transaction::transactional)
                .repeat()
                .takeUntil(deleted -> deleted < PAGE)
                .then();
    }

    private Mono<List<RevokedLoginSession>> someOthers(String userId, String loginSessionId) {
        return Mono.defer(() -> loginSessions.revokeOthers(
                        userId, loginSessionId, PAGE, clock.instant(), accessTokens.lastExpiry()))
                .as(transaction::transactional);
    }
}
