package dev.steward.zerotrust.application;

import dev.steward.events.trust.CredentialChanged;
import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.zerotrust.domain.Password;
import dev.steward.zerotrust.domain.Revocation;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.port.PasswordHasher;
import dev.steward.zerotrust.port.UserRepository;
import dev.steward.zerotrust.port.UserRepository.Credential;
import java.time.Clock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Changes passwords. The credential that events tell of is the user's only password, and has the user's id. */
public class PasswordService {

    private final UserRepository users;
    private final PasswordHasher hasher;
    private final LoginGuard guard;
    private final LoginSessionService loginSessions;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Clock clock;

    public PasswordService(
            UserRepository users,
            PasswordHasher hasher,
            LoginGuard guard,
            LoginSessionService loginSessions,
            Outbox outbox,
            TransactionalOperator transaction,
            Clock clock) {
        this.users = users;
        this.hasher = hasher;
        this.guard = guard;
        this.loginSessions = loginSessions;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * By the user, who has to know the present one: a stolen token is not enough, and guesses count as at login. The
     * user's other login sessions end: one of them may be why the password changes.
     *
     * @param loginSessionId the one it is asked in
     */
    public Mono<PasswordOutcome> change(
            String userId, String loginSessionId, String typed, Password next, String address) {
        return users.find(userId)
                .flatMap(user -> users.credential(user.username()))
                .flatMap(credential -> block(credential.user(), address)
                        .switchIfEmpty(Mono.defer(() -> judge(credential, loginSessionId, typed, next, address))))
                .defaultIfEmpty(new PasswordOutcome.NoSuchUser());
    }

    /** By an admin, for somebody who lost theirs; every login session of theirs ends. */
    public Mono<PasswordOutcome> set(String userId, Password next) {
        return users.find(userId)
                .flatMap(user -> store(next, Mono.empty(), hash -> replace(user, hash, null, Revocation.PASSWORD_SET)))
                .defaultIfEmpty(new PasswordOutcome.NoSuchUser());
    }

    private Mono<PasswordOutcome> judge(
            Credential credential, String loginSessionId, String typed, Password next, String address) {
        User user = credential.user();
        return hasher.matches(typed, credential.passwordHash())
                .flatMap(matches -> matches
                        ? store(
                                next,
                                blockAtLast(user, address),
                                hash -> replace(user, hash, loginSessionId, Revocation.PASSWORD_CHANGED))
                        : guard.failed(user, address)
                                .as(transaction::transactional)
                                .thenReturn(new PasswordOutcome.WrongPassword()))
                .defaultIfEmpty(new PasswordOutcome.Overloaded());
    }

    private Mono<PasswordOutcome> block(User user, String address) {
        return guard.block(user.username().value(), address)
                .map(blocked -> new PasswordOutcome.Blocked(blocked.retryAfter()));
    }

    /** Asked again, as at login: many guesses may have been let through before the first of them had failed. */
    private Mono<PasswordOutcome> blockAtLast(User user, String address) {
        return guard.refusalAtLast(user.username().value(), address)
                .map(blocked -> new PasswordOutcome.Blocked(blocked.retryAfter()));
    }

    /**
     * Stores it unless something speaks against it.
     *
     * @param refusal asked in the transaction of the change; empty when nothing does
     */
    private Mono<PasswordOutcome> store(
            Password next, Mono<PasswordOutcome> refusal, Function<String, Mono<PasswordOutcome>> replace) {
        return hasher.hash(next)
                .flatMap(hash -> refusal.switchIfEmpty(Mono.defer(() -> replace.apply(hash)))
                        .as(transaction::transactional))
                .defaultIfEmpty(new PasswordOutcome.Overloaded());
    }

    private Mono<PasswordOutcome> replace(User user, String hash, @Nullable String keptId, Revocation why) {
        return users.changePassword(user.id(), hash)
                .flatMap(changes -> tell(user, changes, why.initiator())
                        .then(loginSessions.revokeAll(user.id(), keptId, why))
                        .thenReturn((PasswordOutcome) new PasswordOutcome.Changed()))
                .defaultIfEmpty(new PasswordOutcome.NoSuchUser());
    }

    private Mono<Void> tell(User user, long changes, String by) {
        var event = new CredentialChanged(
                CredentialChanged.CAEP,
                user.id(),
                user.id(),
                "password",
                "update",
                by,
                clock.instant().getEpochSecond());
        return outbox.append(new OutboxEvent("credential", user.id(), changes, null, event));
    }
}
