package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.MfaToken;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

public class FakeMfaChallengeRepository implements MfaChallengeRepository {

    private final Map<MfaToken, Challenge> challenges = new ConcurrentHashMap<>();

    private record Challenge(String userId, int attemptsLeft, Instant expiresAt) {}

    @Override
    public Mono<Void> issue(MfaToken token, String userId, int attempts, Instant now, Instant expiresAt) {
        return Mono.fromRunnable(() -> challenges.put(token, new Challenge(userId, attempts, expiresAt)));
    }

    @Override
    public Mono<String> attempt(MfaToken token, Instant now) {
        return Mono.fromSupplier(() -> {
            Challenge known = challenges.get(token);
            if (known == null || known.attemptsLeft() == 0 || !known.expiresAt().isAfter(now)) {
                return null;
            }
            challenges.put(token, new Challenge(known.userId(), known.attemptsLeft() - 1, known.expiresAt()));
            return known.userId();
        });
    }

    @Override
    public Mono<Void> finish(MfaToken token) {
        return Mono.fromRunnable(() -> challenges.remove(token));
    }
}
