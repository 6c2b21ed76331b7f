package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.idempotency.IdempotentRequest;
import dev.steward.kit.web.IfMatch;
import dev.steward.kit.web.Page;
import dev.steward.kit.web.PageQuery;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import dev.steward.kit.web.ValidBody;
import dev.steward.zerotrust.application.RoleOutcome;
import dev.steward.zerotrust.application.RoleService;
import dev.steward.zerotrust.domain.CustomRole;
import dev.steward.zerotrust.domain.Role;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
@RequestMapping("/api/v1/roles")
class RoleController {

    private static final List<RoleView> BUILT_IN =
            Arrays.stream(Role.values()).map(RoleView::from).toList();

    private final RoleService roles;

    RoleController(RoleService roles) {
        this.roles = roles;
    }

    /**
     * Makes a role of permissions, which groups can give.
     *
     * @return 201 and the role with its {@code ETag}, {@code Location} names it; 403 {@code forbidden}: it permits what the
     *     caller may not do; 409 {@code conflict}: the name is taken
     */
    @PostMapping
    Mono<ResponseEntity<RoleView>> create(@ValidBody CreateRole body, IdempotentRequest request) {
        return Giving.permissions(body.permissions())
                .then(request.answer(
                        roles.create(body.name(), body.permissions()).map(outcome -> {
                            CustomRole created = done(outcome);
                            return ResponseEntity.created(URI.create("/api/v1/roles/" + created.name()))
                                    .eTag(IfMatch.tag(created.version()))
                                    .body(RoleView.from(created));
                        })));
    }

    /** Lists the roles and what each permits: the built-in ones, the weakest first, then the custom ones by their names. */
    @GetMapping
    Mono<Page<RoleView>> list(PageQuery page) {
        List<RoleView> shown = new ArrayList<>(
                BUILT_IN.stream().skip(page.offset()).limit(page.pageSize()).toList());
        long offset = Math.max(0, page.offset() - BUILT_IN.size());
        return Mono.zip(roles.list(offset, page.pageSize() - shown.size()), roles.count())
                .map(found -> {
                    found.getT1().stream().map(RoleView::from).forEach(shown::add);
                    return Page.of(shown, page, BUILT_IN.size() + found.getT2());
                });
    }

    /**
     * Shows what a role permits.
     *
     * @return 200 and the role, a custom one with its {@code ETag}
     */
    @GetMapping("/{id}")
    Mono<ResponseEntity<RoleView>> get(@PathVariable String id) {
        return Mono.justOrEmpty(Role.parse(id))
                .map(role -> ResponseEntity.ok(RoleView.from(role)))
                .switchIfEmpty(roles.find(id).map(RoleView::tagged))
                .switchIfEmpty(Mono.error(RoleController::noSuchRole));
    }

    /**
     * Gives a custom role other permissions.
     *
     * @return 200 and the role with its {@code ETag}; 403 {@code forbidden}: it would permit what the caller may not do; 409
     *     {@code conflict}: it is a built-in one
     */
    @PatchMapping("/{id}")
    Mono<ResponseEntity<RoleView>> change(@PathVariable String id, IfMatch meant, @ValidBody ChangeRole body) {
        return Giving.permissions(body.permissions())
                .then(custom(id))
                .flatMap(name -> roles.change(name, meant::covers, body.permissions()))
                .map(outcome -> RoleView.tagged(done(outcome)));
    }

    /**
     * Deletes a custom role.
     *
     * @return 204 and nothing; 409 {@code conflict}: a group gives it, or it is a built-in one
     */
    @DeleteMapping("/{id}")
    Mono<ResponseEntity<Void>> delete(@PathVariable String id) {
        return custom(id).flatMap(roles::delete).map(outcome -> {
            done(outcome);
            return ResponseEntity.noContent().build();
        });
    }

    private static Mono<String> custom(String id) {
        return Role.parse(id).isEmpty()
                ? Mono.just(id)
                : Mono.error(() -> new Problem(ProblemCode.CONFLICT, "Nobody changes a built-in role."));
    }

    private static CustomRole done(RoleOutcome outcome) {
        return switch (outcome) {
            case RoleOutcome.Done(CustomRole role) -> role;
            case RoleOutcome.NameTaken _ -> throw new Problem(ProblemCode.CONFLICT, "The name is taken.");
            case RoleOutcome.NoSuchRole _ -> throw noSuchRole();
            case RoleOutcome.Stale _ -> throw IfMatch.stale();
            case RoleOutcome.InUse _ -> throw new Problem(ProblemCode.CONFLICT, "A group gives this role.");
        };
    }

    private static Problem noSuchRole() {
        return Problem.notFound("There is no such role.");
    }
}
