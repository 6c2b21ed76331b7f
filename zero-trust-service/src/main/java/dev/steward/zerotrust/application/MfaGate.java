package dev.steward.zerotrust.application;

import dev.steward.zerotrust.domain.LoginSession;
import dev.steward.zerotrust.domain.MfaChallenge;
import dev.steward.zerotrust.domain.MfaToken;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.port.AuthenticatorRepository;
import dev.steward.zerotrust.port.LoginAssuranceRepository;
import dev.steward.zerotrust.port.MfaChallengeRepository;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Stands between a right password and a login session for the users who have a second factor. */
public class MfaGate {

    private static final Duration CHALLENGE_LIFETIME = Duration.ofMinutes(5);
    private static final int ATTEMPTS = 5;

    private final AuthenticatorRepository authenticators;
    private final MfaChallengeRepository challenges;
    private final LoginAssuranceRepository assurances;
    private final SecondFactor secondFactor;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public MfaGate(
            AuthenticatorRepository authenticators,
            MfaChallengeRepository challenges,
            LoginAssuranceRepository assurances,
            SecondFactor secondFactor,
            TransactionalOperator transaction,
            Clock clock) {
        this.authenticators = authenticators;
        this.challenges = challenges;
        this.assurances = assurances;
        this.secondFactor = secondFactor;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What the gate says to a user whose password was right. */
    sealed interface Passage {

        /** No second factor is needed. */
        record Open() implements Passage {}

        record Presented(Instant mfaAt) implements Passage {}

        record Missing(LoginOutcome.MfaRequired challenge) implements Passage {}

        record Wrong() implements Passage {}
    }

    /** Which login was waiting, and whether the second factor was right. */
    record Answered(MfaChallenge login, boolean accepted, Instant at) {}

    /**
     * Asks for the second factor of those who have one.
     *
     * @param deviceId what the login is made on, for when it goes on later
     */
    Mono<Passage> pass(User user, @Nullable String typed, @Nullable String deviceId) {
        return authenticators.state(user.id()).flatMap(state -> {
            if (!state.totp()) {
                return Mono.just(new Passage.Open());
            }
            if (typed == null) {
                return challenge(new MfaChallenge(user.id(), deviceId), state.methods());
            }
            return secondFactor
                    .accepts(user.id(), typed)
                    .as(transaction::transactional)
                    .map(right -> right ? new Passage.Presented(clock.instant()) : new Passage.Wrong());
        });
    }

    /** Empty when there is no such challenge, it ended, or there were too many attempts. */
    Mono<Answered> answer(MfaToken token, String typed) {
        return Mono.defer(() -> challenges
                .attempt(token, clock.instant())
                .flatMap(login -> secondFactor
                        .accepts(login.userId(), typed)
                        .delayUntil(right -> right ? challenges.finish(token) : Mono.empty())
                        .map(right -> new Answered(login, right, clock.instant())))
                .as(transaction::transactional));
    }

    /** Keeps what was presented with the login session; joins the caller's transaction. */
    Mono<Void> remember(LoginSession loginSession, @Nullable Instant mfaAt) {
        return mfaAt == null
                ? Mono.empty()
                : assurances
                        .raise(loginSession.id(), loginSession.userId(), mfaAt)
                        .then();
    }

    private Mono<Passage> challenge(MfaChallenge login, List<String> methods) {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            MfaToken token = MfaToken.random(random);
            return challenges
                    .issue(token, login, ATTEMPTS, now, now.plus(CHALLENGE_LIFETIME))
                    .as(transaction::transactional)
                    .thenReturn(new Passage.Missing(new LoginOutcome.MfaRequired(token, CHALLENGE_LIFETIME, methods)));
        });
    }
}
