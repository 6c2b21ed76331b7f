package dev.steward.session.adapter.web;

import dev.steward.kit.security.ProjectAccess;
import dev.steward.session.application.CreateSession;
import dev.steward.session.application.SessionService;
import java.net.URI;
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

    ProjectSessionController(SessionService sessions, ProjectAccess access) {
        this.sessions = sessions;
        this.access = access;
    }

    /**
     * Gets the caller's newest session in the project that is not deleted, whatever its status, or creates one. However many
     * ask at once, one is created.
     *
     * @return 200 and the session that is there; 201 and the new session, {@code Location} names it
     */
    @PutMapping
    Mono<ResponseEntity<SessionResponse>> obtain(@PathVariable("project_id") String projectId) {
        return access.require(projectId)
                .flatMap(caller -> sessions.obtain(CreateSession.own(projectId, caller.userId())))
                .map(obtained -> {
                    SessionResponse session = SessionResponse.from(obtained.session());
                    return obtained.created()
                            ? ResponseEntity.created(URI.create("/api/v1/sessions/" + session.id()))
                                    .body(session)
                            : ResponseEntity.ok(session);
                });
    }
}
