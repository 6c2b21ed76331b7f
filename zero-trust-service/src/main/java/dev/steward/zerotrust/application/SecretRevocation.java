package dev.steward.zerotrust.application;

import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.zerotrust.domain.RevokedLoginSession;
import dev.steward.zerotrust.domain.SecretId;
import dev.steward.zerotrust.port.RevokedSecretRepository;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Ends the tokens of secrets that programs proved themselves by, for every process: such a secret is an entry of trust
 * state, like a revoked login session, until its last token has expired.
 */
public class SecretRevocation {

    /** How many are told of in one transaction. */
    private static final int PAGE = 100;

    private final RevokedSecretRepository secrets;
    private final AccessTokens accessTokens;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Clock clock;

    public SecretRevocation(
            RevokedSecretRepository secrets,
            AccessTokens accessTokens,
            Outbox outbox,
            TransactionalOperator transaction,
            Clock clock) {
        this.secrets = secrets;
        this.accessTokens = accessTokens;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * The secret before the newest has been good until then, the one before that is good no more. Joins the caller's
     * transaction.
     */
    Mono<Void> rotated(SecretId newest, String ownerId, Instant previousUntil) {
        return Mono.defer(() -> newest.number() > 1 ? end(newest.before(2), ownerId, clock.instant()) : Mono.empty())
                .then(end(newest.before(1), ownerId, previousUntil));
    }

    /** Neither the newest secret nor the one in its overlap is good any more. Joins the caller's transaction. */
    Mono<Void> removed(SecretId newest, String ownerId, @Nullable Instant previousUntil) {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            return end(newest, ownerId, now)
                    .then(
                            previousUntil != null && previousUntil.isAfter(now)
                                    ? end(newest.before(1), ownerId, now)
                                    : Mono.empty());
        });
    }

    /** Nothing has to be told where the last token has expired by then. */
    private Mono<Void> end(SecretId secret, String ownerId, Instant at) {
        return Mono.defer(() -> {
            Instant lastToken = accessTokens.lastExpiry();
            return at.isBefore(lastToken)
                    ? secrets.end(secret.text(), ownerId, at, lastToken)
                            .then(
                                    at.isAfter(clock.instant())
                                            ? Mono.empty()
                                            : tellSome().then())
                    : Mono.empty();
        });
    }

    /** Tells of those whose time has come. */
    public Mono<Void> turn() {
        return pages(tellSome());
    }

    /** Ends the entries of those that no token can name any more. */
    public Mono<Void> cleanUp() {
        return pages(Mono.defer(() -> secrets.forget(clock.instant(), PAGE))
                .delayUntil(past -> append(past, TrustEntries::end)));
    }

    private Mono<List<RevokedLoginSession>> tellSome() {
        return Mono.defer(() -> secrets.takeEnded(clock.instant(), PAGE))
                .delayUntil(ended -> append(ended, TrustEntries::of));
    }

    private Mono<Void> append(List<RevokedLoginSession> some, Function<RevokedLoginSession, OutboxEvent> entry) {
        return some.isEmpty()
                ? Mono.empty()
                : outbox.append(some.stream().map(entry).toList());
    }

    private Mono<Void> pages(Mono<List<RevokedLoginSession>> page) {
        return page.as(transaction::transactional)
                .repeat()
                .takeUntil(some -> some.size() < PAGE)
                .then();
    }
}
