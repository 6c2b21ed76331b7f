package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.idempotency.IdempotentRequest;
import dev.steward.kit.web.IfMatch;
import dev.steward.kit.web.Page;
import dev.steward.kit.web.PageQuery;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import dev.steward.kit.web.ValidBody;
import dev.steward.zerotrust.application.GroupOutcome;
import dev.steward.zerotrust.application.GroupService;
import dev.steward.zerotrust.application.RoleService;
import dev.steward.zerotrust.domain.Group;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/groups")
class GroupController {

    private final GroupService groups;
    private final RoleService roles;

    GroupController(GroupService groups, RoleService roles) {
        this.groups = groups;
        this.roles = roles;
    }

    /**
     * Creates a group.
     *
     * @return 201 and the group with its {@code ETag}, {@code Location} names it; 403 {@code forbidden}: a role permits what
     *     the caller may not do
     */
    @PostMapping
    Mono<ResponseEntity<GroupView>> create(@ValidBody CreateGroup body, IdempotentRequest request) {
        return Giving.allowed(body.rolesOrNone(), roles)
                .then(request.answer(
                        groups.create(body.name(), body.rolesOrNone()).map(outcome -> {
                            Group group = done(outcome);
                            return ResponseEntity.created(URI.create("/api/v1/groups/" + group.id()))
                                    .eTag(IfMatch.tag(group.version()))
                                    .body(GroupView.from(group));
                        })));
    }

    /**
     * Lists groups, newest first.
     *
     * @param userId only those this user belongs to
     */
    @GetMapping
    Mono<Page<GroupView>> list(
            PageQuery page, @RequestParam(name = "user_id", required = false) @Nullable String userId) {
        return Mono.zip(groups.list(userId, page.offset(), page.pageSize()), groups.count(userId))
                .map(found -> Page.of(found.getT1(), page, found.getT2()).map(GroupView::from));
    }

    /**
     * Shows a group with its roles.
     *
     * @return 200 and the group with its {@code ETag}
     */
    @GetMapping("/{id}")
    Mono<ResponseEntity<GroupView>> get(@PathVariable String id) {
        return groups.find(id).map(GroupView::tagged).switchIfEmpty(Mono.error(GroupController::noSuchGroup));
    }

    /**
     * Gives a group another name, or other roles everywhere; what is not named stays. The next tokens of its members name
     * the roles.
     *
     * @return 200 and the group with its {@code ETag}; 403 {@code forbidden}: a role permits what the caller may not do; 409
     *     {@code conflict}: no enabled user would be an admin any more
     */
    @PatchMapping("/{id}")
    Mono<ResponseEntity<GroupView>> change(@PathVariable String id, IfMatch meant, @ValidBody ChangeGroup body) {
        return Giving.allowed(body.rolesOrNone(), roles)
                .then(groups.change(id, meant::covers, body.change()))
                .map(outcome -> GroupView.tagged(done(outcome)));
    }

    /**
     * Deletes a group.
     *
     * @return 204 and nothing; 409 {@code conflict}: it has roles in projects, or no enabled user would be an admin any more
     */
    @DeleteMapping("/{id}")
    Mono<ResponseEntity<Void>> delete(@PathVariable String id) {
        return groups.delete(id).map(GroupController::noContent);
    }

    /** Lists the members of a group, by their user ids. */
    @GetMapping("/{id}/members")
    Mono<Page<GroupMemberView>> members(@PathVariable String id, PageQuery page) {
        return groups.find(id)
                .switchIfEmpty(Mono.error(GroupController::noSuchGroup))
                .flatMap(group ->
                        Mono.zip(groups.members(group, page.offset(), page.pageSize()), groups.countMembers(group)))
                .map(found ->
                        Page.of(found.getT1(), page, found.getT2()).map(userId -> new GroupMemberView(id, userId)));
    }

    /**
     * Lets a user belong to a group, and have its roles.
     *
     * @return 200 and the member; 403 {@code forbidden}: the group gives what the caller may not; 409 {@code conflict}: the
     *     group, or a project it has a role in, is full
     */
    @PutMapping("/{id}/members/{user_id}")
    Mono<GroupMemberView> admit(@PathVariable String id, @PathVariable("user_id") String userId) {
        return groups.find(id)
                .flatMap(group -> Giving.membership(group, roles))
                .then(groups.admit(id, userId))
                .map(outcome -> new GroupMemberView(done(outcome).id(), userId));
    }

    /**
     * Takes a user out of a group, and its roles with it.
     *
     * @return 204 and nothing; 409 {@code conflict}: no enabled user would be an admin any more
     */
    @DeleteMapping("/{id}/members/{user_id}")
    Mono<ResponseEntity<Void>> expel(@PathVariable String id, @PathVariable("user_id") String userId) {
        return groups.expel(id, userId).map(GroupController::noContent);
    }

    /**
     * Gives the members of a group a role in a project.
     *
     * @return 200 and the group with its {@code ETag}; 403 {@code forbidden}: the caller may give nobody a role in a project;
     *     409 {@code conflict}: the project is archived or full, or the group has roles in as many projects as it can
     */
    @PutMapping("/{id}/projects/{project_id}")
    Mono<ResponseEntity<GroupView>> grant(
            @PathVariable String id, @PathVariable("project_id") String projectId, @ValidBody PutMember body) {
        return Giving.memberships()
                .then(ProjectController.id(projectId))
                .flatMap(project -> groups.grant(id, project, body.role()))
                .map(outcome -> GroupView.tagged(done(outcome)));
    }

    /**
     * Takes the role in a project away from the members of a group.
     *
     * @return 204 and nothing
     */
    @DeleteMapping("/{id}/projects/{project_id}")
    Mono<ResponseEntity<Void>> revoke(@PathVariable String id, @PathVariable("project_id") String projectId) {
        return ProjectController.id(projectId)
                .flatMap(project -> groups.revoke(id, project))
                .map(GroupController::noContent);
    }

    private static ResponseEntity<Void> noContent(GroupOutcome outcome) {
        done(outcome);
        return ResponseEntity.noContent().build();
    }

    private static Group done(GroupOutcome outcome) {
        return switch (outcome) {
            case GroupOutcome.Done(Group group) -> group;
            case GroupOutcome.NoSuchGroup _ -> throw noSuchGroup();
            case GroupOutcome.NoSuchUser _ -> throw UserController.noSuchUser();
            case GroupOutcome.NoSuchProject _ -> throw ProjectController.noSuchProject();
            case GroupOutcome.NoSuchMember _ -> throw MemberController.noSuchMember();
            case GroupOutcome.UnknownRole _ -> throw Problem.invalid("roles", "must be built-in or custom roles");
            case GroupOutcome.NoSuchRole _ -> throw Problem.notFound("The group has no role in this project.");
            case GroupOutcome.Stale _ -> throw IfMatch.stale();
            case GroupOutcome.Full _ ->
                throw new Problem(
                        ProblemCode.CONFLICT,
                        "A group and a project have at most " + Group.MAX_MEMBERS
                                + " members, and a group has roles in at most " + Group.MAX_PROJECTS + " projects.");
            case GroupOutcome.LastAdmin _ ->
                throw new Problem(ProblemCode.CONFLICT, "No enabled user would be an admin any more.");
            case GroupOutcome.HasProjects _ ->
                throw new Problem(ProblemCode.CONFLICT, "The group has roles in projects; take them away first.");
            case GroupOutcome.Archived _ -> throw new Problem(ProblemCode.CONFLICT, "The project is archived.");
        };
    }

    private static Problem noSuchGroup() {
        return Problem.notFound("There is no such group.");
    }
}
