package dev.steward.healing.adapter.postgres;

import java.util.UUID;
import reactor.core.publisher.Mono;

/** Ids from outside: what is no UUID names nothing. */
final class Uuids {

    private Uuids() {}

    static Mono<UUID> parse(String id) {
        return Mono.fromCallable(() -> UUID.fromString(id)).onErrorComplete(IllegalArgumentException.class);
    }
}
