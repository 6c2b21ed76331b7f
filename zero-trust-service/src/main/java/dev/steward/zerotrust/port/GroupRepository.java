package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.Group;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.User;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The groups with their members and roles. Writes and locks join the caller's transaction. */
public interface GroupRepository {

    Mono<Void> insert(Group group);

    /** Empty when there is none. */
    Mono<Group> find(String id);

    /** As {@link #find}, and neither it nor who belongs to it changes before the transaction ends. */
    Mono<Group> lock(String id);

    /** Those a user belongs to, in the order of their ids, each locked as by {@link #lock}. */
    Mono<List<Group>> lockOf(String userId);

    /** A compare-and-set on the version before, of name and roles everywhere; false when it was changed since. */
    Mono<Boolean> update(Group changed);

    /** As {@link #update}, of the role in a project; null takes it away. */
    Mono<Boolean> update(Group changed, String projectId, @Nullable Role role);

    Mono<Void> delete(String id);

    /** Newest first: all, or those a user belongs to. */
    Mono<List<Group>> list(@Nullable String memberId, long offset, int limit);

    Mono<Long> count(@Nullable String memberId);

    /** Ids of users, in their order. */
    Mono<List<String>> members(String id, long offset, int limit);

    Mono<Long> countMembers(String id);

    /** False when the user belongs to it already. */
    Mono<Boolean> addMember(String id, String userId);

    /** False when the user does not belong to it. */
    Mono<Boolean> removeMember(String id, String userId);

    /** Takes a user out of every group. */
    Mono<Void> removeEverywhere(String userId);

    /** The roles everywhere that groups give a user, by their names, and each permission of the custom ones. */
    Mono<Set<String>> rolesOf(String userId);

    /** As {@link #rolesOf}, and the user's own: what tokens name and decisions are made by. */
    default Mono<SortedSet<String>> allRolesOf(User user) {
        return rolesOf(user.id()).map(given -> {
            var roles = new TreeSet<>(user.roleNames());
            roles.addAll(given);
            return roles;
        });
    }

    /** Ids of those whom groups give a custom role, in their order, after one of them. */
    Mono<List<String>> holdersAfter(String role, String lastUserId, int limit);

    /** What enabled people who are admins, by themselves or by groups, have as by {@link #allRolesOf}, each set once. */
    Mono<Set<Set<String>>> rolesOfAdmins();

    /**
     * The enabled people whom groups make admins if one group did not count.
     *
     * @param exceptGroup null if all of them count
     * @param exceptMember for whom alone that group does not count; null for all of its members
     */
    Mono<Set<String>> enabledAdmins(@Nullable String exceptGroup, @Nullable String exceptMember);
}
