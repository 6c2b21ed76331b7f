package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.LoginSession;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

public class FakeLoginAssuranceRepository implements LoginAssuranceRepository {

    private final FakeLoginSessionRepository loginSessions;
    private final Map<String, Instant> mfaAt = new ConcurrentHashMap<>();

    public FakeLoginAssuranceRepository(FakeLoginSessionRepository loginSessions) {
        this.loginSessions = loginSessions;
    }

    @Override
    public Mono<Instant> mfaAt(String loginSessionId) {
        return Mono.fromSupplier(() -> mfaAt.get(loginSessionId));
    }

    @Override
    public Mono<Raised> raise(String loginSessionId, String userId, Instant at) {
        return Mono.defer(() -> Mono.justOrEmpty(loginSessions.opened().stream()
                .filter(known -> stands(known, loginSessionId, userId, at))
                .map(known -> new Raised(known, mfaAt.put(loginSessionId, later(loginSessionId, at)) == null))
                .findFirst()));
    }

    private Instant later(String loginSessionId, Instant at) {
        Instant known = mfaAt.getOrDefault(loginSessionId, at);
        return known.isAfter(at) ? known : at;
    }

    private static boolean stands(LoginSession known, String id, String userId, Instant at) {
        return known.id().equals(id)
                && known.userId().equals(userId)
                && known.expiresAt().isAfter(at);
    }
}
