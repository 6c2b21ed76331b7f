package dev.steward.zerotrust.application;

import dev.steward.zerotrust.domain.RecoveryCode;
import dev.steward.zerotrust.domain.TotpAuthenticator;
import dev.steward.zerotrust.domain.TotpStep;
import dev.steward.zerotrust.port.AuthenticatorRepository;
import dev.steward.zerotrust.port.RecoveryCodeHasher;
import dev.steward.zerotrust.port.TotpCodes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import reactor.core.publisher.Mono;

/**
 * Checks what somebody types as a second factor: a code of the authenticator app or a recovery code, each good once. Six
 * digits can be guessed, so wrong guesses in a row end in a pause, whoever makes them: they know the password already.
 */
public class SecondFactor {

    private static final int GUESSES_IN_A_ROW = 10;
    private static final Duration PAUSE = Duration.ofMinutes(15);
    private static final Pattern TOTP = Pattern.compile("[0-9]{" + TotpStep.DIGITS + "}");

    private final AuthenticatorRepository authenticators;
    private final TotpCodes codes;
    private final RecoveryCodeHasher hasher;
    private final Clock clock;

    public SecondFactor(
            AuthenticatorRepository authenticators, TotpCodes codes, RecoveryCodeHasher hasher, Clock clock) {
        this.authenticators = authenticators;
        this.codes = codes;
        this.hasher = hasher;
        this.clock = clock;
    }

    /** Joins the caller's transaction, which has to be committed also when the answer is false. */
    Mono<Boolean> accepts(String userId, String typed) {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            return authenticators
                    .attempt(userId, GUESSES_IN_A_ROW, now.minus(PAUSE), now)
                    .flatMap(authenticator -> accepts(authenticator, typed.strip(), now))
                    .defaultIfEmpty(false);
        });
    }

    /** The step a code of the authenticator app is for; absent when it is wrong, out of time or was accepted before. */
    Optional<TotpStep> step(TotpAuthenticator authenticator, String typed) {
        if (!TOTP.matcher(typed).matches()) {
            return Optional.empty();
        }
        // Every step is compared, so that the time does not tell which one was right.
        return TotpStep.at(clock.instant()).window().stream()
                .filter(step -> same(codes.code(authenticator.secret(), step), typed))
                .toList()
                .stream()
                .filter(step -> step.isAfter(authenticator.lastStep()))
                .findFirst();
    }

    private Mono<Boolean> accepts(TotpAuthenticator authenticator, String typed, Instant now) {
        String userId = authenticator.userId();
        return step(authenticator, typed)
                .map(step -> authenticators.accept(userId, step))
                .or(() -> RecoveryCode.parse(typed)
                        .map(code -> authenticators.useRecoveryCode(userId, hasher.hash(userId, code), now)))
                .orElse(Mono.just(false));
    }

    private static boolean same(String code, String typed) {
        return MessageDigest.isEqual(
                code.getBytes(StandardCharsets.US_ASCII), typed.getBytes(StandardCharsets.US_ASCII));
    }
}
