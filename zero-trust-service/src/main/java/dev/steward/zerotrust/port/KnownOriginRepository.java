package dev.steward.zerotrust.port;

import dev.steward.kit.policy.score.Place;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;

/** Where users logged in from. Writes join the caller's transaction. */
public interface KnownOriginRepository {

    /**
     * What was seen last before {@code rememberedSince} is seen for the first time again.
     *
     * @return whether it is known since another time than before
     */
    Mono<Boolean> rememberNetwork(String userId, String network, Instant now, Instant rememberedSince);

    /** As {@link #rememberNetwork}. A place is known by its name; when it was seen last is another time each time. */
    Mono<Void> rememberPlace(String userId, Place place, Instant now, Instant rememberedSince);

    /** Forgets some of what was not seen since, and answers whose it was; an empty list when nothing is left. */
    Mono<List<String>> forgetBefore(Instant time, int limit);
}
