package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.CustomRole;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

public class FakeCustomRoleRepository implements CustomRoleRepository {

    private final Map<String, CustomRole> roles = new ConcurrentSkipListMap<>();
    private Predicate<String> inUse = _ -> false;

    void usedBy(Predicate<String> groups) {
        inUse = groups;
    }

    @Override
    public Mono<Boolean> insert(CustomRole role) {
        return Mono.fromSupplier(() -> roles.putIfAbsent(role.name(), role) == null);
    }

    @Override
    public Mono<CustomRole> find(String name) {
        return Mono.fromSupplier(() -> roles.get(name));
    }

    @Override
    public Mono<CustomRole> lock(String name) {
        return find(name);
    }

    @Override
    public Mono<Set<String>> keep(Set<String> names) {
        return Mono.fromSupplier(() -> names.stream().filter(roles::containsKey).collect(Collectors.toSet()));
    }

    @Override
    public Mono<Boolean> update(CustomRole changed) {
        return find(changed.name())
                .filter(known -> known.version() == changed.version() - 1)
                .map(known -> roles.replace(changed.name(), known, changed))
                .defaultIfEmpty(false);
    }

    @Override
    public Mono<Boolean> delete(String name) {
        return Mono.fromSupplier(() -> !inUse.test(name) && roles.remove(name) != null);
    }

    @Override
    public Mono<List<CustomRole>> list(long offset, int limit) {
        return Mono.fromSupplier(
                () -> roles.values().stream().skip(offset).limit(limit).toList());
    }

    @Override
    public Mono<Long> count() {
        return Mono.fromSupplier(() -> (long) roles.size());
    }
}
