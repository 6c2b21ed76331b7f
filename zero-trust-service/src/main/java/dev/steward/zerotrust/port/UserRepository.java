package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.domain.Username;
import reactor.core.publisher.Mono;

/** The users. Writes join the caller's transaction. */
public interface UserRepository {

    /** False when the name is taken; nothing is stored then. */
    Mono<Boolean> insert(User user, String passwordHash);

    /** Empty when there is none. */
    Mono<User> find(String id);

    /** Empty when there is none. */
    Mono<Credential> credential(Username username);

    Mono<Boolean> anyAdmin();

    /** A user with the hash of the password. */
    record Credential(User user, String passwordHash) {

        @Override
        public String toString() {
            return "Credential[" + user.id() + "]";
        }
    }
}
