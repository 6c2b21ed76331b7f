package dev.steward.session.port;

import dev.steward.session.domain.SessionFilter;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Deleted users in memory. */
public final class FakeDeletedUsers implements DeletedUsers {

    private final Set<String> users = ConcurrentHashMap.newKeySet();
    private final SessionRepository sessions;

    public FakeDeletedUsers(SessionRepository sessions) {
        this.sessions = sessions;
    }

    @Override
    public Mono<Void> add(String userId) {
        return Mono.fromRunnable(() -> users.add(userId));
    }

    @Override
    public Flux<String> withSessions() {
        return Flux.fromIterable(users).filterWhen(user -> sessions.count(new SessionFilter(null, user, null, null))
                .map(count -> count > 0));
    }
}
