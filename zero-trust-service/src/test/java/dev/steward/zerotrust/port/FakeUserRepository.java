package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.domain.UserChange;
import dev.steward.zerotrust.domain.UserFilter;
import dev.steward.zerotrust.domain.UserState;
import dev.steward.zerotrust.domain.Username;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

public class FakeUserRepository implements UserRepository {

    private record Row(User user, String passwordHash, long passwordChanges) {}

    private final Map<String, Row> byName = new ConcurrentHashMap<>();

    public void disable(User user) {
        put(user.changed(new UserChange(null, true), Instant.EPOCH));
    }

    @Override
    public Mono<Boolean> insert(User user, String passwordHash) {
        return Mono.fromSupplier(
                () -> byName.putIfAbsent(user.username().value(), new Row(user, passwordHash, 0)) == null);
    }

    @Override
    public Mono<User> find(String id) {
        return Mono.defer(() ->
                Mono.justOrEmpty(present().filter(user -> user.id().equals(id)).findFirst()));
    }

    @Nullable
    User named(String username) {
        return present()
                .filter(user -> user.username().value().equals(username))
                .findFirst()
                .orElse(null);
    }

    @Override
    public Mono<User> lock(String id) {
        return find(id);
    }

    @Override
    public Mono<User> settled(String id) {
        return find(id);
    }

    @Override
    public Mono<List<User>> lockAll(Collection<String> ids) {
        return Mono.fromSupplier(() -> present()
                .filter(user -> ids.contains(user.id()))
                .sorted(Comparator.comparing(User::id))
                .toList());
    }

    @Override
    public Mono<Void> updateTokensValidFrom(List<User> locked) {
        return Mono.fromRunnable(() -> locked.forEach(this::put));
    }

    @Override
    public Mono<List<User>> lockOutdatedBefore(Instant tokensValidFrom, int limit) {
        return Mono.fromSupplier(() -> byName.values().stream()
                .map(Row::user)
                .filter(user ->
                        user.tokensValidFrom() != null && user.tokensValidFrom().isBefore(tokensValidFrom))
                .sorted(Comparator.comparing(User::id))
                .limit(limit)
                .toList());
    }

    @Override
    public Mono<Set<String>> lockAdmins() {
        return Mono.fromSupplier(
                () -> present().filter(User::enabledAdmin).map(User::id).collect(Collectors.toSet()));
    }

    @Override
    public Mono<Boolean> update(User changed) {
        return find(changed.id())
                .filter(known -> known.version() == changed.version() - 1)
                .doOnNext(_ -> put(changed))
                .hasElement();
    }

    @Override
    public Mono<Long> changePassword(String id, String passwordHash) {
        return find(id).filter(User::person)
                .mapNotNull(user -> byName.computeIfPresent(
                        user.username().value(), (_, row) -> new Row(user, passwordHash, row.passwordChanges() + 1)))
                .map(Row::passwordChanges);
    }

    @Override
    public Mono<List<User>> list(UserFilter filter, long offset, int limit) {
        return Mono.fromSupplier(() -> matching(filter)
                .sorted(Comparator.comparing(User::createdAt)
                        .thenComparing(User::id)
                        .reversed())
                .skip(offset)
                .limit(limit)
                .toList());
    }

    @Override
    public Mono<Long> count(UserFilter filter) {
        return Mono.fromSupplier(() -> matching(filter).count());
    }

    @Override
    public Mono<List<User>> lockStatesAfter(String lastId, int limit) {
        return Mono.fromSupplier(() -> byName.values().stream()
                .map(Row::user)
                .filter(user -> user.stateChangedAt() != null || user.tokensValidFrom() != null)
                .filter(user -> user.id().compareTo(lastId) > 0)
                .sorted(Comparator.comparing(User::id))
                .limit(limit)
                .toList());
    }

    @Override
    public Mono<Credential> credential(Username username) {
        return Mono.defer(() -> Mono.justOrEmpty(byName.get(username.value())))
                .filter(row ->
                        row.user().state() != UserState.DELETED && row.user().person())
                .map(row -> new Credential(row.user(), row.passwordHash()));
    }

    @Override
    public Mono<Boolean> anyAdmin() {
        return Mono.fromSupplier(
                () -> present().anyMatch(user -> user.person() && user.roles().contains(Role.ADMIN)));
    }

    private void put(User user) {
        byName.computeIfPresent(
                user.username().value(), (_, row) -> new Row(user, row.passwordHash(), row.passwordChanges()));
    }

    private Stream<User> matching(UserFilter filter) {
        return present()
                .filter(User::person)
                .filter(user -> filter.username() == null || user.username().equals(filter.username()))
                .filter(user -> filter.role() == null || user.roles().contains(filter.role()))
                .filter(user -> filter.disabled() == null || user.disabled() == filter.disabled());
    }

    private Stream<User> present() {
        return byName.values().stream().map(Row::user).filter(user -> user.state() != UserState.DELETED);
    }
}
