package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.LoginSession;
import dev.steward.zerotrust.domain.RefreshToken;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

public class FakeLoginSessionRepository implements LoginSessionRepository {

    private final UserRepository users;
    private final Map<String, LoginSession> opened = new ConcurrentHashMap<>();

    public FakeLoginSessionRepository(UserRepository users) {
        this.users = users;
    }

    public Collection<LoginSession> opened() {
        return opened.values();
    }

    @Override
    public Mono<Boolean> open(LoginSession loginSession, RefreshToken refreshToken) {
        return users.find(loginSession.userId())
                .filter(user -> !user.disabled())
                .doOnNext(_ -> opened.put(loginSession.id(), loginSession))
                .hasElement();
    }

    @Override
    public Mono<Boolean> stands(String loginSessionId, String userId) {
        return Mono.fromSupplier(() -> opened.containsKey(loginSessionId)
                && opened.get(loginSessionId).userId().equals(userId));
    }
}
