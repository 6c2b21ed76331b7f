package dev.steward.session.port;

import dev.steward.session.domain.Session;
import dev.steward.session.domain.Withdrawal;
import java.util.Set;
import reactor.core.publisher.Mono;

/** What is known now of the projects and users that sessions belong to. Cheap, and never fails. */
public interface Entitlements {

    /** Empty while a session may live, and while nothing is known. */
    Mono<Withdrawal> withdrawal(Session session);

    /** The projects that take nothing any more, without those of which that is not known. */
    Mono<Set<String>> archivedProjects();
}
