package dev.steward.session.adapter.web;

import dev.steward.kit.security.ProjectAccess;
import dev.steward.kit.security.StandingAccess;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import dev.steward.session.application.SessionService;
import dev.steward.session.domain.Session;
import java.util.regex.Pattern;
import reactor.core.publisher.Mono;

/**
 * The session a path names, for a caller who may do there what the route does, or who came in by its own token. Anything else
 * does not exist.
 */
record VisibleSession(SessionService sessions, ProjectAccess access) {

    private static final String NOT_FOUND = "There is no such session.";
    private static final String REMOTE =
            "The workspace of this session is in its cluster; files come there with its image and by its setup commands.";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    Mono<Session> find(String id) {
        if (!ID.matcher(id).matches()) {
            return Mono.error(notFound());
        }
        return sessions.find(id)
                .switchIfEmpty(Mono.error(VisibleSession::notFound))
                .flatMap(session -> Mono.deferContextual(context -> StandingAccess.isByOwnToken(context)
                        ? Mono.just(session)
                        : access.require(session.projectId(), NOT_FOUND).thenReturn(session)));
    }

    /** One whose files are reached from here; others are where only its own processes are. */
    Mono<Session> findWithFiles(String id) {
        return find(id).filter(sessions::hasFilesHere)
                .switchIfEmpty(Mono.error(() -> new Problem(ProblemCode.CONFLICT, REMOTE)));
    }

    static Problem notFound() {
        return Problem.notFound(NOT_FOUND);
    }
}
