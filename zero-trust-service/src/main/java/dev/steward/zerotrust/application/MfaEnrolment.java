package dev.steward.zerotrust.application;

import dev.steward.events.UuidV7;
import dev.steward.events.trust.CredentialChanged;
import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.zerotrust.domain.MfaState;
import dev.steward.zerotrust.domain.RecoveryCode;
import dev.steward.zerotrust.domain.TotpAuthenticator;
import dev.steward.zerotrust.domain.TotpSecret;
import dev.steward.zerotrust.domain.TotpStep;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.port.AuthenticatorRepository;
import dev.steward.zerotrust.port.AuthenticatorRepository.Change;
import dev.steward.zerotrust.port.RecoveryCodeHasher;
import dev.steward.zerotrust.port.UserRepository;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Gives users a second factor and takes it away again. */
public class MfaEnrolment {

    private static final String APP = "app";

    private final UserRepository users;
    private final AuthenticatorRepository authenticators;
    private final SecondFactor secondFactor;
    private final RecoveryCodeHasher hasher;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public MfaEnrolment(
            UserRepository users,
            AuthenticatorRepository authenticators,
            SecondFactor secondFactor,
            RecoveryCodeHasher hasher,
            Outbox outbox,
            TransactionalOperator transaction,
            Clock clock) {
        this.users = users;
        this.authenticators = authenticators;
        this.secondFactor = secondFactor;
        this.hasher = hasher;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
    }

    public Mono<MfaState> state(String userId) {
        return authenticators.state(userId);
    }

    /** Starts over when an earlier start was never confirmed. */
    public Mono<MfaOutcome> start(String userId) {
        return users.find(userId).flatMap(this::start).as(transaction::transactional);
    }

    /** The first code proves that the app has the secret; only then the second factor is asked for. */
    public Mono<MfaOutcome> confirm(String userId, String typed) {
        return authenticators
                .pending(userId)
                .flatMap(pending -> secondFactor
                        .step(pending, typed.strip())
                        .map(step -> activate(pending, step))
                        .orElseGet(() -> Mono.just(new MfaOutcome.WrongCode())))
                .defaultIfEmpty(new MfaOutcome.NotEnrolled())
                .as(transaction::transactional);
    }

    public Mono<MfaOutcome> renewRecoveryCodes(String userId) {
        return writeRecoveryCodes(userId, new Told("recovery-codes", "update", "user"))
                .as(transaction::transactional);
    }

    public Mono<MfaOutcome> remove(String userId) {
        return remove(userId, new Told(APP, "delete", "user"));
    }

    /** By an admin, for somebody who lost everything. */
    public Mono<MfaOutcome> revoke(String userId) {
        return users.find(userId)
                .flatMap(user -> remove(user.id(), new Told(APP, "revoke", "admin")))
                .defaultIfEmpty(new MfaOutcome.NotEnrolled());
    }

    private Mono<MfaOutcome> remove(String userId, Told told) {
        return authenticators
                .remove(userId)
                .flatMap(change -> tell(userId, change, told).thenReturn((MfaOutcome) new MfaOutcome.Removed()))
                .defaultIfEmpty(new MfaOutcome.NotEnrolled())
                .as(transaction::transactional);
    }

    private Mono<MfaOutcome> start(User user) {
        return Mono.defer(() -> {
            var secret = TotpSecret.random(random);
            var pending = TotpAuthenticator.enrolled(UuidV7.next(clock), user.id(), secret);
            return authenticators
                    .enrol(pending, clock.instant())
                    .map(enrolled -> enrolled
                            ? new MfaOutcome.Enrolled(secret, user.username())
                            : new MfaOutcome.AlreadyActive());
        });
    }

    private Mono<MfaOutcome> activate(TotpAuthenticator pending, TotpStep step) {
        return authenticators
                .activate(pending, step)
                .flatMap(activated -> activated
                        ? writeRecoveryCodes(pending.userId(), new Told(APP, "create", "user"))
                        : Mono.just(new MfaOutcome.NotEnrolled()));
    }

    private Mono<MfaOutcome> writeRecoveryCodes(String userId, Told told) {
        return Mono.defer(() -> {
            List<RecoveryCode> codes = RecoveryCode.set(random);
            List<byte[]> hashes =
                    codes.stream().map(code -> hasher.hash(userId, code)).toList();
            return authenticators
                    .replaceRecoveryCodes(userId, hashes)
                    .flatMap(change -> tell(userId, change, told).thenReturn((MfaOutcome) new MfaOutcome.Codes(codes)))
                    .defaultIfEmpty(new MfaOutcome.NotEnrolled());
        });
    }

    private Mono<Void> tell(String userId, Change change, Told told) {
        var event = new CredentialChanged(
                CredentialChanged.CAEP,
                userId,
                change.authenticatorId(),
                told.credentialType(),
                told.changeType(),
                told.initiatingEntity(),
                clock.instant().getEpochSecond());
        return outbox.append(
                new OutboxEvent("credential", change.authenticatorId(), change.eventSequence(), null, event));
    }

    /** What changed how and by whom, in the words of CAEP. */
    private record Told(String credentialType, String changeType, String initiatingEntity) {}
}
