package dev.steward.zerotrust.port;

import dev.steward.kit.policy.score.Place;
import dev.steward.zerotrust.domain.KnownPlace;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;

/** Where users logged in from. Writes join the caller's transaction. */
public interface KnownOriginRepository {

    /** What was seen last before {@code rememberedSince} is seen for the first time again. */
    Mono<Void> rememberNetwork(String userId, String network, Instant now, Instant rememberedSince);

    /** As {@link #rememberNetwork}. A place is known by its name. */
    Mono<Void> rememberPlace(String userId, Place place, Instant now, Instant rememberedSince);

    /** When the user was first seen there; empty when never. */
    Mono<Instant> networkSince(String userId, String network);

    Mono<List<KnownPlace>> places(String userId);

    /** Forgets what was not seen since. */
    Mono<Void> forgetBefore(Instant time);
}
