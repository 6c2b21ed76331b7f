package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.idempotency.IdempotentRequest;
import dev.steward.kit.security.Caller;
import dev.steward.kit.security.ProjectAccess;
import dev.steward.kit.web.IfMatch;
import dev.steward.kit.web.Page;
import dev.steward.kit.web.PageQuery;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import dev.steward.kit.web.ValidBody;
import dev.steward.zerotrust.application.SecretOutcome;
import dev.steward.zerotrust.application.SecretService;
import dev.steward.zerotrust.domain.ProjectId;
import dev.steward.zerotrust.domain.Secret;
import dev.steward.zerotrust.domain.SecretValue;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping(SecretController.PATH)
class SecretController {

    static final String PATH = "/api/v1/secrets";

    static final String NOT_FOUND = "There is no such secret.";

    private final SecretService secrets;
    private final ProjectAccess access;

    SecretController(SecretService secrets, ProjectAccess access) {
        this.secrets = secrets;
        this.access = access;
    }

    /**
     * Keeps a secret for a project. No answer to this repeats its value.
     *
     * @return 201 and the secret with its {@code ETag}, {@code Location} names it; 409 {@code conflict}: the project has a
     *     secret of that name, has 1,000, the most there can be, or is archived
     */
    @PostMapping
    Mono<ResponseEntity<SecretView>> create(@ValidBody CreateSecret body, IdempotentRequest request) {
        return access.require(body.projectId())
                .flatMap(_ -> request.answer(
                        secrets.create(new ProjectId(body.projectId()), body.name(), new SecretValue(body.value()))
                                .map(outcome -> SecretView.created(done(outcome)))));
    }

    /**
     * Lists the secrets of a project without their values, newest first.
     *
     * @param name only the one of this name
     */
    @GetMapping
    Mono<Page<SecretView>> list(
            @RequestParam(name = "project_id") String projectId,
            @RequestParam(required = false) @Nullable String name,
            PageQuery page) {
        return access.require(projectId)
                .map(_ -> new ProjectId(projectId))
                .flatMap(project -> Mono.zip(
                        secrets.list(project, name, page.offset(), page.pageSize()), secrets.count(project, name)))
                .map(found -> Page.of(found.getT1(), page, found.getT2()).map(SecretView::from));
    }

    /**
     * Shows a secret without its value.
     *
     * @return 200 and the secret with its {@code ETag}
     */
    @GetMapping("/{id}")
    Mono<ResponseEntity<SecretView>> get(@PathVariable String id) {
        return visible(id).map(SecretView::tagged);
    }

    /**
     * Puts another value in the place of the one there is, which is destroyed at once.
     *
     * @return 200 and the secret with its {@code ETag}; 409 {@code conflict}: the project is archived
     */
    @PutMapping("/{id}")
    Mono<ResponseEntity<SecretView>> replace(
            @PathVariable String id, IfMatch meant, @ValidBody ReplaceSecretValue body) {
        return visible(id)
                .then(Caller.current())
                .flatMap(caller -> secrets.replace(id, meant::covers, new SecretValue(body.value()), caller.userId()))
                .map(outcome -> {
                    if (outcome instanceof SecretOutcome.Stale) {
                        throw IfMatch.stale();
                    }
                    return SecretView.tagged(done(outcome));
                });
    }

    /**
     * Puts another value in the place of the one there is, which can be read too for the overlap; one before that is
     * destroyed at once.
     *
     * @return 200 and the secret with its {@code ETag}; 409 {@code conflict}: it was changed at the same time, or the project
     *     is archived
     */
    @PostMapping("/{id}/rotate")
    Mono<ResponseEntity<SecretView>> rotate(
            @PathVariable String id, @ValidBody RotateSecretValue body, IdempotentRequest request) {
        return visible(id)
                .then(Caller.current())
                .flatMap(caller -> request.answer(
                        secrets.rotate(id, new SecretValue(body.value()), body.overlapOrUsual(), caller.userId())
                                .map(outcome -> SecretView.tagged(done(outcome)))));
    }

    /**
     * Destroys a secret with all its values.
     *
     * @return 204 and nothing; 409 {@code conflict}: the project is archived, and its secrets go with it
     */
    @DeleteMapping("/{id}")
    Mono<ResponseEntity<Void>> delete(@PathVariable String id) {
        return visible(id)
                .flatMap(secret -> secrets.delete(secret))
                .filter(deleted -> deleted)
                .switchIfEmpty(Mono.error(SecretController::noSuchSecret))
                .thenReturn(ResponseEntity.noContent().build());
    }

    /** The secret, of a caller who may do there what the route does. */
    private Mono<Secret> visible(String id) {
        return secrets.find(id)
                .switchIfEmpty(Mono.error(SecretController::noSuchSecret))
                .flatMap(secret ->
                        access.require(secret.projectId().value(), NOT_FOUND).thenReturn(secret));
    }

    static Problem noSuchSecret() {
        return Problem.notFound(NOT_FOUND);
    }

    private static Secret done(SecretOutcome outcome) {
        return switch (outcome) {
            case SecretOutcome.Done(Secret secret) -> secret;
            case SecretOutcome.NoSuchProject _ -> throw ProjectController.noSuchProject();
            case SecretOutcome.NoSuchSecret _ -> throw noSuchSecret();
            case SecretOutcome.Archived _ -> throw conflict("The project is archived.");
            case SecretOutcome.NameTaken _ -> throw conflict("The project has a secret of that name.");
            case SecretOutcome.TooMany _ ->
                throw conflict("The project has " + SecretService.MOST + " secrets, the most there can be.");
            case SecretOutcome.Stale _ -> throw conflict("The secret was changed at the same time.");
        };
    }

    private static Problem conflict(String detail) {
        return new Problem(ProblemCode.CONFLICT, detail);
    }
}
