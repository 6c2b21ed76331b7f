package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.CustomRole;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Mono;

/** The custom roles. Writes and locks join the caller's transaction. */
public interface CustomRoleRepository {

    /** False when the name is taken; nothing is stored then. */
    Mono<Boolean> insert(CustomRole role);

    /** Empty when there is none. */
    Mono<CustomRole> find(String name);

    /** As {@link #find}, and no group is given it before the transaction ends. */
    Mono<CustomRole> lock(String name);

    /** Those of the names that are roles; they stay until the transaction ends. */
    Mono<Set<String>> keep(Set<String> names);

    /** A compare-and-set on the version before; false when it was changed since. */
    Mono<Boolean> update(CustomRole changed);

    /** Of a locked one; false, and nothing is deleted, when a group has it. */
    Mono<Boolean> delete(String name);

    /** By their names. */
    Mono<List<CustomRole>> list(long offset, int limit);

    Mono<Long> count();
}
