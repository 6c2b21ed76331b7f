package dev.steward.healing.adapter.postgres;

import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * Ids from outside: what is no UUID names nothing. Nor does one that is written otherwise than here: policies name incidents
 * by the text, and by another one they could be evaded.
 */
final class Uuids {

    private Uuids() {}

    static Mono<UUID> parse(String id) {
        return Mono.fromCallable(() -> UUID.fromString(id))
                .onErrorComplete(IllegalArgumentException.class)
                .filter(uuid -> uuid.toString().equals(id));
    }
}
