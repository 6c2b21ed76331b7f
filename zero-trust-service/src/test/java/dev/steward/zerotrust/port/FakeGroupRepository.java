package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.CustomRole;
import dev.steward.zerotrust.domain.Group;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.UserFilter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

public class FakeGroupRepository implements GroupRepository {

    private final UserRepository users;
    private final FakeCustomRoleRepository customRoles;
    private final Map<String, Group> groups = new ConcurrentHashMap<>();
    private final Map<String, TreeSet<String>> members = new ConcurrentHashMap<>();

    public FakeGroupRepository(UserRepository users, FakeCustomRoleRepository customRoles) {
        this.users = users;
        this.customRoles = customRoles;
        customRoles.usedBy(role -> groups.values().stream()
                .anyMatch(group -> group.roles().custom().contains(role)));
    }

    SortedMap<String, Role> rolesIn(String projectId) {
        SortedMap<String, Role> roles = new TreeMap<>();
        groups.values().stream()
                .filter(group -> group.projects().containsKey(projectId))
                .forEach(group -> of(group.id())
                        .forEach(userId -> roles.merge(
                                userId, group.projects().get(projectId), (a, b) -> a.compareTo(b) > 0 ? a : b)));
        return roles;
    }

    @Override
    public Mono<Void> insert(Group group) {
        return Mono.fromRunnable(() -> groups.put(group.id(), group));
    }

    @Override
    public Mono<Group> find(String id) {
        return Mono.fromSupplier(() -> groups.get(id));
    }

    @Override
    public Mono<Group> lock(String id) {
        return find(id);
    }

    @Override
    public Mono<List<Group>> lockOf(String userId) {
        return Mono.fromSupplier(
                () -> having(userId).sorted(Comparator.comparing(Group::id)).toList());
    }

    @Override
    public Mono<Boolean> update(Group changed) {
        return Mono.fromSupplier(() -> {
            Group known = groups.get(changed.id());
            return known != null
                    && known.version() == changed.version() - 1
                    && groups.replace(changed.id(), known, changed);
        });
    }

    @Override
    public Mono<Boolean> update(Group changed, String projectId, @Nullable Role role) {
        return update(changed);
    }

    @Override
    public Mono<Void> delete(String id) {
        return Mono.fromRunnable(() -> {
            groups.remove(id);
            members.remove(id);
        });
    }

    @Override
    public Mono<List<Group>> list(@Nullable String memberId, long offset, int limit) {
        return Mono.fromSupplier(() -> having(memberId)
                .sorted(Comparator.comparing(Group::createdAt)
                        .thenComparing(Group::id)
                        .reversed())
                .skip(offset)
                .limit(limit)
                .toList());
    }

    @Override
    public Mono<Long> count(@Nullable String memberId) {
        return Mono.fromSupplier(() -> having(memberId).count());
    }

    @Override
    public Mono<List<String>> members(String id, long offset, int limit) {
        return Mono.fromSupplier(() -> of(id).stream().skip(offset).limit(limit).toList());
    }

    @Override
    public Mono<Long> countMembers(String id) {
        return Mono.fromSupplier(() -> (long) of(id).size());
    }

    @Override
    public Mono<Boolean> addMember(String id, String userId) {
        return Mono.fromSupplier(
                () -> members.computeIfAbsent(id, _ -> new TreeSet<>()).add(userId));
    }

    @Override
    public Mono<Boolean> removeMember(String id, String userId) {
        return Mono.fromSupplier(() -> of(id).remove(userId));
    }

    @Override
    public Mono<Void> removeEverywhere(String userId) {
        return Mono.fromRunnable(() -> members.values().forEach(each -> each.remove(userId)));
    }

    @Override
    public Mono<Set<String>> rolesOf(String userId) {
        return Flux.defer(() -> Flux.fromStream(having(userId)))
                .flatMapIterable(group -> group.roles().names())
                .flatMap(name -> customRoles
                        .find(name)
                        .flatMapIterable(CustomRole::permissions)
                        .startWith(name))
                .collect(Collectors.toSet());
    }

    @Override
    public Mono<Set<String>> enabledAdmins(@Nullable String exceptGroup, @Nullable String exceptMember) {
        return Flux.defer(() -> Flux.fromStream(
                        groups.values().stream().filter(Group::makesAdmins).flatMap(group -> of(group.id()).stream()
                                .filter(userId -> !group.id().equals(exceptGroup)
                                        || (exceptMember != null && !exceptMember.equals(userId))))))
                .filterWhen(userId -> users.find(userId).map(user -> user.person() && !user.disabled()))
                .collect(Collectors.toSet());
    }

    @Override
    public Mono<List<String>> holdersAfter(String role, String lastUserId, int limit) {
        return Mono.fromSupplier(() -> groups.values().stream()
                .filter(group -> group.roles().custom().contains(role))
                .flatMap(group -> of(group.id()).stream())
                .filter(userId -> userId.compareTo(lastUserId) > 0)
                .distinct()
                .sorted()
                .limit(limit)
                .toList());
    }

    @Override
    public Mono<Set<Set<String>>> rolesOfAdmins() {
        return Flux.defer(() -> users.list(new UserFilter(null, null, false), 0, Integer.MAX_VALUE)
                        .flatMapIterable(all -> all))
                .flatMap(user -> allRolesOf(user).map(Set::copyOf))
                .filter(roles -> roles.contains(Role.ADMIN.wireName()))
                .collect(Collectors.toSet());
    }

    private Stream<Group> having(@Nullable String memberId) {
        return groups.values().stream()
                .filter(group -> memberId == null || of(group.id()).contains(memberId));
    }

    private TreeSet<String> of(String id) {
        return members.getOrDefault(id, new TreeSet<>());
    }
}
