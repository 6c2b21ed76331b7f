package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.UserHours;
import reactor.core.publisher.Mono;

/** When users work. Writes join the caller's transaction. */
public interface UsualHoursRepository {

    /** Empty when the user never said. */
    Mono<UserHours> find(String userId);

    /** A compare-and-set on the version before; false when they were changed since. */
    Mono<Boolean> store(String userId, UserHours changed);
}
