package dev.steward.session.adapter.web;

import dev.steward.kit.security.ProjectAccess;
import dev.steward.kit.web.Problem;
import dev.steward.session.application.SessionService;
import dev.steward.session.port.Workspaces;
import dev.steward.session.port.Workspaces.ListOutcome;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What is in a session's workspace. */
@RestController
@RequestMapping("/api/v1/sessions/{id}/files")
final class WorkspaceTreeController {

    private final VisibleSession visible;
    private final Workspaces workspaces;

    WorkspaceTreeController(SessionService sessions, ProjectAccess access, Workspaces workspaces) {
        this.visible = new VisibleSession(sessions, access);
        this.workspaces = workspaces;
    }

    /**
     * Lists what is in the workspace, level by level, up to 10,000 entries and 64 folders deep. Symbolic links are
     * listed and never followed.
     *
     * @param folder lists what is below this folder only
     * @return 200 and the entries, with {@code truncated} if there are more
     */
    @GetMapping
    Mono<WorkspaceTreeResponse> list(@PathVariable String id, @RequestParam(required = false) @Nullable String folder) {
        return visible.findWithFiles(id)
                .flatMap(session ->
                        workspaces.list(session, folder == null ? null : WorkspacePaths.parse("folder", folder)))
                .map(outcome -> switch (outcome) {
                    case ListOutcome.Listed listed -> WorkspaceTreeResponse.from(listed);
                    case ListOutcome.Missing() -> throw Problem.notFound("There is no such folder.");
                    case ListOutcome.InTheWay(String what) -> throw Problem.invalid("folder", what);
                });
    }
}
