package dev.steward.session.port;

import dev.steward.session.domain.Taken;
import reactor.core.publisher.Mono;

/** What sessions take of their quotas. Every method joins the caller's transaction. Safe for concurrent use. */
public interface Allotments {

    /** Lets one caller at a time go on for this project and for this user, until its transaction ends. */
    Mono<Void> reserve(String projectId, String userId);

    Mono<Taken> ofUser(String userId);

    Mono<Taken> ofProject(String projectId);
}
