package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.security.ProjectAccess;
import dev.steward.kit.web.Page;
import dev.steward.kit.web.PageQuery;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ValidBody;
import dev.steward.zerotrust.application.ProjectService;
import dev.steward.zerotrust.domain.Project;
import dev.steward.zerotrust.domain.ProjectId;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/projects/{projectId}/members")
class MemberController {

    private final ProjectService projects;
    private final ProjectAccess access;

    MemberController(ProjectService projects, ProjectAccess access) {
        this.projects = projects;
        this.access = access;
    }

    /** Lists the members of a project, by their user ids. */
    @GetMapping
    Mono<Page<MemberView>> list(@PathVariable String projectId, PageQuery page) {
        return visible(projectId).map(project -> {
            List<MemberView> shown = MemberView.of(project).stream()
                    .skip(page.offset())
                    .limit(page.pageSize())
                    .toList();
            return Page.of(shown, page, project.roles().size());
        });
    }

    /** Shows which role a user has in a project. */
    @GetMapping("/{userId}")
    Mono<MemberView> get(@PathVariable String projectId, @PathVariable String userId) {
        return visible(projectId)
                .flatMap(project -> Mono.justOrEmpty(MemberView.of(project, userId)))
                .switchIfEmpty(Mono.error(MemberController::noSuchMember));
    }

    /**
     * Makes a user a member of a project, or gives a member another role. The answer has the stronger one of a group.
     *
     * @return 200 and the member; 409 {@code conflict}: the project is archived or full
     */
    @PutMapping("/{userId}")
    Mono<MemberView> put(@PathVariable String projectId, @PathVariable String userId, @ValidBody PutMember body) {
        return ProjectController.id(projectId)
                .flatMap(id -> projects.admit(id, userId, body.role()))
                .map(outcome ->
                        MemberView.of(ProjectController.done(outcome), userId).orElseThrow());
    }

    /**
     * Takes a user's role in a project away; one that a group gives stays.
     *
     * @return 204 and nothing; 409 {@code conflict}: the project is archived
     */
    @DeleteMapping("/{userId}")
    Mono<ResponseEntity<Void>> delete(@PathVariable String projectId, @PathVariable String userId) {
        return ProjectController.id(projectId)
                .flatMap(id -> projects.expel(id, userId))
                .map(outcome -> {
                    ProjectController.done(outcome);
                    return ResponseEntity.noContent().build();
                });
    }

    static Problem noSuchMember() {
        return Problem.notFound("There is no such member.");
    }

    private Mono<Project> visible(String projectId) {
        return access.require(projectId)
                .flatMap(_ -> projects.find(new ProjectId(projectId)))
                .switchIfEmpty(Mono.error(ProjectController::noSuchProject));
    }
}
