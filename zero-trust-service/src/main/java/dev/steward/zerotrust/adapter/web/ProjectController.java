package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.idempotency.IdempotentRequest;
import dev.steward.kit.security.ProjectAccess;
import dev.steward.kit.web.IfMatch;
import dev.steward.kit.web.Page;
import dev.steward.kit.web.PageQuery;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import dev.steward.kit.web.ValidBody;
import dev.steward.zerotrust.application.ProjectOutcome;
import dev.steward.zerotrust.application.ProjectService;
import dev.steward.zerotrust.domain.Project;
import dev.steward.zerotrust.domain.ProjectId;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/projects")
class ProjectController {

    private final ProjectService projects;
    private final ProjectAccess access;

    ProjectController(ProjectService projects, ProjectAccess access) {
        this.projects = projects;
        this.access = access;
    }

    /**
     * Creates a project.
     *
     * @return 201 and the project with its {@code ETag}, {@code Location} names it; 409 {@code conflict}: the project id is taken
     */
    @PostMapping
    Mono<ResponseEntity<ProjectView>> create(@ValidBody CreateProject body, IdempotentRequest request) {
        return request.answer(
                projects.create(new ProjectId(body.projectId()), body.name()).map(outcome -> {
                    Project created = done(outcome);
                    return ResponseEntity.created(URI.create("/api/v1/projects/" + created.id()))
                            .eTag(IfMatch.tag(created.version()))
                            .body(ProjectView.from(created));
                }));
    }

    /** Lists the projects the caller may see, newest first. */
    @GetMapping
    Mono<Page<ProjectSummaryView>> list(PageQuery page) {
        return access.visible().flatMap(visible -> {
            @Nullable Set<String> ids = visible.all() ? null : visible.ids();
            return Mono.zip(projects.list(ids, page.offset(), page.pageSize()), projects.count(ids))
                    .map(found -> Page.of(found.getT1(), page, found.getT2()).map(ProjectSummaryView::from));
        });
    }

    /**
     * Shows a project with its members.
     *
     * @return 200 and the project with its {@code ETag}
     */
    @GetMapping("/{projectId}")
    Mono<ResponseEntity<ProjectView>> get(@PathVariable String projectId) {
        return access.require(projectId)
                .flatMap(_ -> projects.find(new ProjectId(projectId)))
                .map(ProjectView::tagged)
                .switchIfEmpty(Mono.error(ProjectController::noSuchProject));
    }

    /**
     * Renames a project.
     *
     * @return 200 and the project with its {@code ETag}; 409 {@code conflict}: it is archived
     */
    @PatchMapping("/{projectId}")
    Mono<ResponseEntity<ProjectView>> rename(
            @PathVariable String projectId, IfMatch meant, @ValidBody RenameProject body) {
        return id(projectId)
                .flatMap(id -> projects.rename(id, meant::covers, body.name()))
                .map(outcome -> ProjectView.tagged(done(outcome)));
    }

    /**
     * Archives a project for good: it stays to be seen and takes no change.
     *
     * @return 204 and nothing
     */
    @DeleteMapping("/{projectId}")
    Mono<ResponseEntity<Void>> archive(@PathVariable String projectId) {
        return id(projectId).flatMap(projects::archive).map(outcome -> {
            if (outcome instanceof ProjectOutcome.Archived) {
                throw Problem.notFound("The project is archived already.");
            }
            done(outcome);
            return ResponseEntity.noContent().build();
        });
    }

    static Mono<ProjectId> id(String text) {
        return Mono.justOrEmpty(ProjectId.parse(text))
                .switchIfEmpty(Mono.error(() -> Problem.invalid("project_id", ProjectId.RULE)));
    }

    static Project done(ProjectOutcome outcome) {
        return switch (outcome) {
            case ProjectOutcome.Done(Project project) -> project;
            case ProjectOutcome.IdTaken _ -> throw new Problem(ProblemCode.CONFLICT, "The project id is taken.");
            case ProjectOutcome.NoSuchProject _ -> throw noSuchProject();
            case ProjectOutcome.NoSuchUser _ -> throw Problem.notFound("There is no such user.");
            case ProjectOutcome.NoSuchMember _ -> throw MemberController.noSuchMember();
            case ProjectOutcome.Stale _ -> throw IfMatch.stale();
            case ProjectOutcome.Archived _ -> throw new Problem(ProblemCode.CONFLICT, "The project is archived.");
            case ProjectOutcome.Full _ ->
                throw new Problem(
                        ProblemCode.CONFLICT, "The project has " + Project.MAX_MEMBERS + " members, the most it can.");
        };
    }

    static Problem noSuchProject() {
        return Problem.notFound("There is no such project.");
    }
}
