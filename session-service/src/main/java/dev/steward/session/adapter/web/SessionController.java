package dev.steward.session.adapter.web;

import dev.steward.kit.idempotency.IdempotentRequest;
import dev.steward.kit.security.ProjectAccess;
import dev.steward.kit.security.VisibleProjects;
import dev.steward.kit.security.trust.ProjectDirectory;
import dev.steward.kit.web.Page;
import dev.steward.kit.web.PageQuery;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ValidBody;
import dev.steward.session.application.Catalogue;
import dev.steward.session.application.QuotaExceededException;
import dev.steward.session.application.SessionService;
import dev.steward.session.domain.SessionFilter;
import dev.steward.session.domain.SessionStatus;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Sessions: create, look at one, list, delete. */
@RestController
@RequestMapping("/api/v1/sessions")
final class SessionController {

    private final SessionService sessions;
    private final NewSessions news;
    private final SessionAddresses addresses;
    private final ProjectAccess access;
    private final VisibleSession visible;
    private final SessionOwners owners;

    SessionController(
            SessionService sessions,
            Catalogue catalogue,
            ProjectAccess access,
            ProjectDirectory projects,
            SessionAddresses addresses) {
        this.sessions = sessions;
        this.news = new NewSessions(catalogue, addresses);
        this.addresses = addresses;
        this.access = access;
        this.visible = new VisibleSession(sessions, access);
        this.owners = new SessionOwners(projects);
    }

    /**
     * Creates a session. The record exists when this answers; its start is still to come.
     *
     * @return 201 and the session with its token, which is shown this once; {@code Location} names it
     */
    @PostMapping
    Mono<ResponseEntity<CreatedSessionResponse>> create(
            @ValidBody CreateSessionRequest body, IdempotentRequest idempotent) {
        return access.require(body.projectId())
                .flatMap(caller -> owners.owner(caller, body.projectId(), body.userId())
                        .map(owner -> news.plan(body.projectId(), owner, caller.userId(), body)))
                .flatMap(plan -> idempotent.answer(sessions.create(plan.command())
                        .map(session -> news.made(session, plan))
                        .onErrorMap(QuotaExceededException.class, QuotaProblem::of)));
    }

    /** Shows a session. */
    @GetMapping("/{id}")
    Mono<SessionResponse> get(@PathVariable String id) {
        return visible.find(id).map(session -> SessionResponse.from(session, addresses));
    }

    /**
     * Lists sessions, newest first.
     *
     * @param projectId only of this project; without, of all the caller may see
     * @param userId only of this user
     * @param status only in this state
     * @param runtime only of this runtime
     */
    @GetMapping
    Mono<Page<SessionResponse>> list(
            PageQuery page,
            @RequestParam(name = "project_id", required = false) @Nullable String projectId,
            @RequestParam(name = "user_id", required = false) @Nullable String userId,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String runtime) {
        SessionStatus wanted = status == null ? null : SessionStatus.of(status).orElse(null);
        if (status != null && (wanted == null || wanted == SessionStatus.DELETED)) {
            return Mono.error(Problem.invalid("status", "must be one of " + shownStatuses()));
        }
        if (userId != null && !userId.matches(CreateSessionRequest.USER_ID)) {
            return Mono.error(Problem.invalid("user_id", "must match " + CreateSessionRequest.USER_ID));
        }
        if (runtime != null && !sessions.runtimes().contains(runtime)) {
            return Mono.error(Problem.invalid("runtime", "must be one of " + String.join(", ", sessions.runtimes())));
        }
        return projects(projectId)
                .map(shown -> new SessionFilter(shown.all() ? null : shown.ids(), userId, wanted, runtime))
                .flatMap(filter -> sessions.list(filter, page.offset(), page.pageSize()))
                .map(found -> Page.of(found.sessions(), page, found.total())
                        .map(session -> SessionResponse.from(session, addresses)));
    }

    /**
     * Deletes a session with its workspace.
     *
     * @return 204 and nothing more
     */
    @DeleteMapping("/{id}")
    Mono<ResponseEntity<Void>> delete(@PathVariable String id) {
        return visible.find(id)
                .flatMap(session -> CallingUser.actor().flatMap(actor -> sessions.delete(session.id(), actor)))
                .filter(deleted -> deleted)
                .switchIfEmpty(Mono.error(VisibleSession::notFound))
                .thenReturn(ResponseEntity.noContent().build());
    }

    private Mono<VisibleProjects> projects(@Nullable String projectId) {
        return projectId == null
                ? access.visible()
                : access.require(projectId).thenReturn(new VisibleProjects(false, Set.of(projectId)));
    }

    private static String shownStatuses() {
        return Stream.of(SessionStatus.values())
                .filter(status -> status != SessionStatus.DELETED)
                .map(SessionStatus::text)
                .collect(Collectors.joining(", "));
    }
}
