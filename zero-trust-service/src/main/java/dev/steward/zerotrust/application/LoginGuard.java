package dev.steward.zerotrust.application;

import dev.steward.events.UuidV7;
import dev.steward.events.trust.AccountLocked;
import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.zerotrust.application.LoginOutcome.Blocked;
import dev.steward.zerotrust.domain.AuditEntry;
import dev.steward.zerotrust.domain.AuditEntry.Actor;
import dev.steward.zerotrust.domain.AuditOutcome;
import dev.steward.zerotrust.domain.LoginLimits;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.port.AuditTrail;
import dev.steward.zerotrust.port.LoginFailureRepository;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Holds up whoever guesses. Failures are counted by account and address, so that nobody can lock another's account from
 * elsewhere, and for names that do not exist too, so that being held up does not tell which do.
 */
public class LoginGuard {

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private final LoginFailureRepository failures;
    private final LoginLimits limits;
    private final TrustEvidence evidence;
    private final Outbox outbox;
    private final AuditTrail audit;
    private final TransactionalOperator transaction;
    private final Clock clock;

    public LoginGuard(
            LoginFailureRepository failures,
            LoginLimits limits,
            TrustEvidence evidence,
            Outbox outbox,
            AuditTrail audit,
            TransactionalOperator transaction,
            Clock clock) {
        this.failures = failures;
        this.limits = limits;
        this.evidence = evidence;
        this.outbox = outbox;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Why a login may not even be tried now; empty when it may. */
    Mono<Blocked> refusal(String account, String address) {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            return failures.countLogin(address, now)
                    .flatMap(logins -> logins > limits.perMinute()
                            ? tellOfFirst(logins, account).thenReturn(new Blocked(A_MINUTE))
                            : block(account, address));
        });
    }

    /** Why nothing may be told of this account to this address now; empty when it may. */
    Mono<Blocked> block(String account, String address) {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            return failures.blockedUntil(account, address, now)
                    .delayUntil(until -> failures.tell(account, address, until)
                            .filter(first -> first)
                            .flatMap(_ -> audit.record(heldUp(account, "account-closed")))
                            .as(transaction::transactional))
                    .map(until -> new Blocked(Duration.between(now, until)));
        });
    }

    /** The audit has one row for each minute of an address, and one for each time an account is closed to one. */
    private Mono<Void> tellOfFirst(int logins, String account) {
        return logins == limits.perMinute() + 1
                ? audit.record(heldUp(account, "too-many-logins")).as(transaction::transactional)
                : Mono.empty();
    }

    private AuditEntry heldUp(String account, String reason) {
        return new AuditEntry(
                "login.held-up",
                AuditOutcome.FAILURE,
                new Actor(null, account),
                "login-attempt",
                UuidV7.next(clock),
                null,
                Map.of("username", account, "reason", reason));
    }

    /** Records that a login failed; joins the caller's transaction. */
    Mono<Void> failed(String account, String address) {
        return record(account, address).then();
    }

    /** As {@link #failed(String, String)}, for an account that exists and whose being locked is an event. */
    Mono<Void> failed(User user, String address) {
        String account = user.username().value();
        return record(account, address)
                .filter(inARow -> inARow == limits.lockAfter())
                .flatMap(_ -> outbox.append(new OutboxEvent(
                        "login-attempt",
                        UuidV7.next(clock),
                        1,
                        null,
                        new AccountLocked(user.id(), account, clock.instant().plus(limits.lock())))));
    }

    private Mono<Integer> record(String account, String address) {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            return failures.fail(account, address, now, now.minus(limits.lock()))
                    .flatMap(inARow -> failures.block(account, address, now.plus(limits.after(inARow)))
                            .then(evidence.loginFailed(account))
                            .thenReturn(inARow));
        });
    }

    /**
     * Forgets the failures before a login that goes well; joins the caller's transaction. Asked again here, because many
     * guesses may have been let through before the first of them had failed.
     *
     * @return why the login is refused all the same; empty when it is not
     */
    Mono<Blocked> refusalAtLast(String account, String address) {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            return failures.clear(account, address, now)
                    .filter(cleared -> !cleared)
                    .flatMap(_ -> block(account, address));
        });
    }

    /** Forgets what is too old to count. */
    public Mono<Void> forget() {
        return Mono.defer(() -> failures.forgetBefore(
                        clock.instant().minus(limits.lock().plus(A_MINUTE))))
                .as(transaction::transactional);
    }
}
