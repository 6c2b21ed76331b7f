package dev.steward.session.adapter.web;

import dev.steward.kit.security.Caller;
import dev.steward.session.domain.Actor;
import reactor.core.publisher.Mono;

/** Who makes a request, as the history of a session keeps it. */
final class CallingUser {

    private CallingUser() {}

    /** Every route of this service needs a token. */
    static Mono<Actor> actor() {
        return Caller.current().map(caller -> Actor.user(caller.userId())).single();
    }
}
