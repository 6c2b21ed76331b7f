package dev.steward.session.port;

import dev.steward.session.domain.Session;
import dev.steward.session.domain.Withdrawal;
import reactor.core.publisher.Mono;

/** What is known now of the projects and users that sessions belong to. Cheap, and never fails. */
public interface Entitlements {

    /** Empty while a session may live, and while nothing is known. */
    Mono<Withdrawal> withdrawal(Session session);
}
