package dev.steward.zerotrust.application;

import dev.steward.events.trust.AssuranceLevelChanged;
import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.port.AuthenticatorRepository;
import dev.steward.zerotrust.port.LoginAssuranceRepository;
import dev.steward.zerotrust.port.LoginAssuranceRepository.Raised;
import dev.steward.zerotrust.port.UserRepository;
import java.time.Clock;
import java.time.Instant;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Raises a login session that goes on: the second factor is presented again, or for the first time. */
public class StepUp {

    private final UserRepository users;
    private final AuthenticatorRepository authenticators;
    private final LoginAssuranceRepository assurances;
    private final SecondFactor secondFactor;
    private final AccessTokens accessTokens;
    private final TrustEvidence evidence;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Clock clock;

    public StepUp(
            UserRepository users,
            AuthenticatorRepository authenticators,
            LoginAssuranceRepository assurances,
            SecondFactor secondFactor,
            AccessTokens accessTokens,
            TrustEvidence evidence,
            Outbox outbox,
            TransactionalOperator transaction,
            Clock clock) {
        this.users = users;
        this.authenticators = authenticators;
        this.assurances = assurances;
        this.secondFactor = secondFactor;
        this.accessTokens = accessTokens;
        this.evidence = evidence;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Empty when the login session ended meanwhile. */
    public Mono<MfaOutcome> stepUp(String userId, String loginSessionId, String typed) {
        return Mono.zip(users.find(userId), authenticators.state(userId))
                .flatMap(both -> both.getT2().totp()
                        ? present(both.getT1(), loginSessionId, typed)
                        : Mono.just(new MfaOutcome.NotEnrolled()));
    }

    private Mono<MfaOutcome> present(User user, String loginSessionId, String typed) {
        return secondFactor
                .accepts(user.id(), typed)
                .as(transaction::transactional)
                .flatMap(right -> right ? raise(user, loginSessionId) : Mono.just(new MfaOutcome.WrongCode()));
    }

    private Mono<MfaOutcome> raise(User user, String loginSessionId) {
        return Mono.defer(() -> {
            Instant mfaAt = clock.instant();
            return assurances
                    .raise(loginSessionId, user.id(), mfaAt)
                    .delayUntil(raised -> raised.first() ? tell(user, raised, mfaAt) : Mono.empty())
                    .delayUntil(_ -> evidence.changed(user.id()))
                    .as(transaction::transactional)
                    .flatMap(raised -> accessTokens
                            .issue(user, raised.loginSession())
                            .map(token -> new MfaOutcome.SteppedUp(
                                    token, accessTokens.lifetimeIn(raised.loginSession()), mfaAt)));
        });
    }

    private Mono<Void> tell(User user, Raised raised, Instant at) {
        String loginSessionId = raised.loginSession().id();
        var event = new AssuranceLevelChanged(
                AssuranceLevelChanged.CAEP,
                user.id(),
                loginSessionId,
                "NIST-AAL",
                "nist-aal1",
                "nist-aal2",
                "increase",
                "user",
                at.getEpochSecond());
        return outbox.append(new OutboxEvent("login-assurance", loginSessionId, 1, null, event));
    }
}
