package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.Password;
import reactor.core.publisher.Mono;

/** Slow hashing of passwords, bounded in threads and in what may wait for them. Every answer is empty when there is no room. */
public interface PasswordHasher {

    Mono<String> hash(Password password);

    Mono<Boolean> matches(String typed, String hash);

    /** Costs what {@link #matches} costs and answers false: for names that nobody has. */
    Mono<Boolean> matchesNobody(String typed);
}
