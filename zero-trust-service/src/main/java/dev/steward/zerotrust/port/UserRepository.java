package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.domain.UserFilter;
import dev.steward.zerotrust.domain.Username;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Mono;

/**
 * The users. A deleted one is nowhere but in {@link #lockStatesAfter}; a service account is found by its id only, and has no
 * password. Writes and locks join the caller's transaction.
 */
public interface UserRepository {

    /** False when the name is taken, also by a deleted user; nothing is stored then. */
    Mono<Boolean> insert(User user, String passwordHash);

    /** Empty when there is none. */
    Mono<User> find(String id);

    /** As {@link #find}, and nobody else changes it before the transaction ends. */
    Mono<User> lock(String id);

    /** As {@link #find}, once whoever changes the user at this moment has done so. */
    Mono<User> settled(String id);

    /** Those of the ids, in their order, that nobody else changes before the transaction ends; no deleted ones. */
    Mono<List<User>> lockAll(Collection<String> ids);

    /** Stores from when tokens of locked users count, which is no other version of them. */
    Mono<Void> updateTokensValidFrom(List<User> locked);

    /** Locks some, deleted ones too, whose tokens of before that are long gone. */
    Mono<List<User>> lockOutdatedBefore(Instant tokensValidFrom, int limit);

    /**
     * The ids of the enabled users who are admins by themselves. Whoever may make admins fewer, these or those of groups,
     * asks this first, and waits for others who did until their transaction ends.
     */
    Mono<Set<String>> lockAdmins();

    /** A compare-and-set on the version before. False when the user was changed or deleted since. */
    Mono<Boolean> update(User changed);

    /** Answers how often the password was changed by now; empty when there is no such user. */
    Mono<Long> changePassword(String id, String passwordHash);

    /** Newest first. */
    Mono<List<User>> list(UserFilter filter, long offset, int limit);

    Mono<Long> count(UserFilter filter);

    /**
     * The next users in the order of their ids whose state was ever changed, or some of whose tokens do not count, locked
     * against change until the transaction ends. Starts from {@code ""}.
     */
    Mono<List<User>> lockStatesAfter(String lastId, int limit);

    /** Empty when there is none. */
    Mono<Credential> credential(Username username);

    /** Whether somebody is an admin by themselves. */
    Mono<Boolean> anyAdmin();

    /** A user with the hash of the password. */
    record Credential(User user, String passwordHash) {

        @Override
        public String toString() {
            return "Credential[" + user.id() + "]";
        }
    }
}
