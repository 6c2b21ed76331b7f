package dev.steward.session.adapter.web;

import dev.steward.kit.security.ProjectAccess;
import dev.steward.kit.web.ValidBody;
import dev.steward.session.application.Catalogue;
import dev.steward.session.application.QuotaExceededException;
import dev.steward.session.application.SessionService;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The session of the caller in a project. */
@RestController
@RequestMapping("/api/v1/projects/{project_id}/session")
final class ProjectSessionController {

    private final SessionService sessions;
    private final ProjectAccess access;
    private final NewSessions news;

    ProjectSessionController(
            SessionService sessions, Catalogue catalogue, ProjectAccess access, SessionAddresses addresses) {
        this.sessions = sessions;
        this.access = access;
        this.news = new NewSessions(catalogue, addresses);
    }

    /**
     * Gets the caller's newest session in the project that is not deleted, whatever its status, or creates one. However many
     * ask at once, one is created.
     *
     * @return 200 and the session that is there, without its token; 201 and the new session with its token, which is shown
     *     this once, {@code Location} names it
     */
    @PutMapping
    Mono<ResponseEntity<CreatedSessionResponse>> obtain(
            @PathVariable("project_id") String projectId, @ValidBody(optional = true) ObtainSessionRequest body) {
        return access.require(projectId)
                .map(caller -> news.plan(projectId, caller.userId(), caller.userId(), body))
                .flatMap(plan -> sessions.obtain(plan.command())
                        .map(obtained -> obtained.created()
                                ? news.made(obtained.session(), plan)
                                : news.found(obtained.session())))
                .onErrorMap(QuotaExceededException.class, QuotaProblem::of);
    }
}
