package dev.steward.zerotrust.port;

import java.time.Instant;
import reactor.core.publisher.Mono;

/** Failed logins by account and address, whether or not there is such an account. Writes join the caller's transaction. */
public interface LoginFailureRepository {

    /** Counts a login that an address tries, and tells how many it tried in this minute. */
    Mono<Integer> countLogin(String address, Instant now);

    /** Until when the account is closed to the address; empty when it is open. */
    Mono<Instant> blockedUntil(String account, String address, Instant now);

    /** Whether this is the first time that it is told until when the account is closed to the address. */
    Mono<Boolean> tell(String account, String address, Instant until);

    /**
     * Records a failure and keeps others from recording one until the transaction ends.
     *
     * @param rememberedSince a failure before it is forgotten
     * @return the failures in a row
     */
    Mono<Integer> fail(String account, String address, Instant now, Instant rememberedSince);

    Mono<Void> block(String account, String address, Instant until);

    /** Forgets the failures; false, and nothing is forgotten, while the account is closed to the address. */
    Mono<Boolean> clear(String account, String address, Instant now);

    Mono<Void> forgetBefore(Instant time);
}
