package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.MfaChallenge;
import dev.steward.zerotrust.domain.MfaToken;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

public class FakeMfaChallengeRepository implements MfaChallengeRepository {

    private final Map<MfaToken, Challenge> challenges = new ConcurrentHashMap<>();

    private record Challenge(MfaChallenge login, int attemptsLeft, Instant expiresAt) {}

    @Override
    public Mono<Void> issue(MfaToken token, MfaChallenge challenge, int attempts, Instant now, Instant expiresAt) {
        return Mono.fromRunnable(() -> challenges.put(token, new Challenge(challenge, attempts, expiresAt)));
    }

    @Override
    public Mono<MfaChallenge> attempt(MfaToken token, Instant now) {
        return Mono.fromSupplier(() -> {
            Challenge known = challenges.get(token);
            if (known == null || known.attemptsLeft() == 0 || !known.expiresAt().isAfter(now)) {
                return null;
            }
            challenges.put(token, new Challenge(known.login(), known.attemptsLeft() - 1, known.expiresAt()));
            return known.login();
        });
    }

    @Override
    public Mono<Void> finish(MfaToken token) {
        return Mono.fromRunnable(() -> challenges.remove(token));
    }
}
