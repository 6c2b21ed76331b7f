package dev.steward.zerotrust.application;

import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.zerotrust.domain.OpenLoginSession;
import dev.steward.zerotrust.domain.Revocation;
import dev.steward.zerotrust.domain.RevokedLoginSession;
import dev.steward.zerotrust.port.LoginSessionRepository;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Login sessions are shown, and end before their time: for every process, because a revoked one is an entry of trust state
 * until its last token has expired.
 */
public class LoginSessionService {

    /** How many are changed in one transaction. */
    private static final int PAGE = 100;

    private final LoginSessionRepository loginSessions;
    private final AccessTokens accessTokens;
    private final TrustEvidence evidence;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Clock clock;

    public LoginSessionService(
            LoginSessionRepository loginSessions,
            AccessTokens accessTokens,
            TrustEvidence evidence,
            Outbox outbox,
            TransactionalOperator transaction,
            Clock clock) {
        this.loginSessions = loginSessions;
        this.accessTokens = accessTokens;
        this.evidence = evidence;
        this.outbox = outbox;
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
        return end(loginSessionId, userId, Revocation.ENDED_BY_USER);
    }

    /** False when there is no such login session. */
    public Mono<Boolean> end(String loginSessionId, Revocation why) {
        return end(loginSessionId, null, why);
    }

    /** The one it is asked in ends last, so that it can be asked again if not all could be ended. */
    public Mono<Void> endAll(String userId, String loginSessionId) {
        return endPages(revokeSome(userId, loginSessionId, Revocation.ENDED_BY_USER)
                        .as(transaction::transactional))
                .then(Mono.defer(() -> endOwn(userId, loginSessionId)))
                .then();
    }

    /**
     * Joins the caller's transaction.
     *
     * @param keptId the one that goes on; null if none does
     */
    Mono<Void> revokeAll(String userId, @Nullable String keptId, Revocation why) {
        return endPages(revokeSome(userId, keptId, why));
    }

    /** Ends the entries of those that no token can name any more, then deletes what has expired. */
    public Mono<Void> cleanUp() {
        return endPages(Mono.defer(() -> loginSessions.forget(clock.instant(), PAGE))
                        .delayUntil(past -> outbox.append(
                                past.stream().map(TrustEntries::end).toList()))
                        .as(transaction::transactional))
                .then(deleteEnded());
    }

    private Mono<Void> deleteEnded() {
        return Mono.defer(() -> loginSessions.deleteEnded(clock.instant(), PAGE))
                .as(transaction::transactional)
                .repeat()
                .takeUntil(deleted -> deleted < PAGE)
                .then();
    }

    private Mono<Boolean> end(String loginSessionId, @Nullable String ownerId, Revocation why) {
        return Mono.defer(
                        () -> loginSessions.revoke(loginSessionId, ownerId, clock.instant(), accessTokens.lastExpiry()))
                .delayUntil(revoked -> outbox.append(told(revoked, why)).then(evidence.changed(revoked.userId())))
                .as(transaction::transactional)
                .hasElement();
    }

    private Mono<List<RevokedLoginSession>> revokeSome(String userId, @Nullable String keptId, Revocation why) {
        return Mono.defer(() ->
                        loginSessions.revokeOthers(userId, keptId, PAGE, clock.instant(), accessTokens.lastExpiry()))
                .delayUntil(some -> some.isEmpty()
                        ? Mono.empty()
                        : outbox.append(some.stream()
                                        .flatMap(each -> told(each, why).stream())
                                        .toList())
                                .then(evidence.changed(userId)));
    }

    private static Mono<Void> endPages(Mono<List<RevokedLoginSession>> page) {
        return page.repeat().takeUntil(List::isEmpty).then();
    }

    private static List<OutboxEvent> told(RevokedLoginSession revoked, Revocation why) {
        return List.of(
                new OutboxEvent("login-session", revoked.id(), revoked.eventSequence(), null, revoked.revoked(why)),
                TrustEntries.of(revoked));
    }
}
