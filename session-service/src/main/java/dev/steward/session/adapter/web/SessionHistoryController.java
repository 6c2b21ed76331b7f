package dev.steward.session.adapter.web;

import dev.steward.kit.security.ProjectAccess;
import dev.steward.kit.web.Page;
import dev.steward.kit.web.PageQuery;
import dev.steward.session.application.SessionService;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What became of a session so far. */
@RestController
@RequestMapping("/api/v1/sessions/{id}/history")
final class SessionHistoryController {

    private final SessionService sessions;
    private final VisibleSession visible;

    SessionHistoryController(SessionService sessions, ProjectAccess access) {
        this.sessions = sessions;
        this.visible = new VisibleSession(sessions, access);
    }

    /** Lists the transitions of a session, newest first: from which state to which, why, by whom, and which event told it. */
    @GetMapping
    Mono<Page<TransitionResponse>> list(@PathVariable String id, PageQuery page) {
        return visible.find(id)
                .flatMap(session -> sessions.history(session.id(), page.offset(), page.pageSize()))
                .map(found -> Page.of(found.transitions(), page, found.total()).map(TransitionResponse::from));
    }
}
