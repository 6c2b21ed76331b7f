package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.domain.Username;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

public class FakeUserRepository implements UserRepository {

    private final Map<String, Credential> byName = new ConcurrentHashMap<>();

    public void disable(User user) {
        User disabled = new User(user.id(), user.username(), user.roles(), true, user.createdAt());
        byName.computeIfPresent(user.username().value(), (_, known) -> new Credential(disabled, known.passwordHash()));
    }

    @Override
    public Mono<Boolean> insert(User user, String passwordHash) {
        return Mono.fromSupplier(
                () -> byName.putIfAbsent(user.username().value(), new Credential(user, passwordHash)) == null);
    }

    @Override
    public Mono<User> find(String id) {
        return Mono.defer(() -> Mono.justOrEmpty(byName.values().stream()
                .map(Credential::user)
                .filter(user -> user.id().equals(id))
                .findFirst()));
    }

    @Override
    public Mono<Credential> credential(Username username) {
        return Mono.defer(() -> Mono.justOrEmpty(byName.get(username.value())));
    }

    @Override
    public Mono<Boolean> anyAdmin() {
        return Mono.fromSupplier(() ->
                byName.values().stream().anyMatch(known -> known.user().roles().contains(Role.ADMIN)));
    }
}
