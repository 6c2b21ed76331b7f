package dev.steward.session.adapter.web;

import dev.steward.kit.web.Problem;
import dev.steward.session.application.SessionCommands;
import dev.steward.session.domain.Session;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** The session a path names, for a caller who is about to write to its workspace. */
record WritableSession(VisibleSession visible, SessionCommands commands) {

    private static final Duration WHILE_REMOVED = Duration.ofSeconds(5);

    Mono<Session> find(String id) {
        return visible.findWithFiles(id).delayUntil(session -> commands.beginWrite(session)
                .filter(may -> may)
                .switchIfEmpty(Mono.error(() -> Problem.unavailable(
                        "The workspace is being removed, after it was kept as long as it is.", WHILE_REMOVED))));
    }
}
