package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.idempotency.IdempotentRequest;
import dev.steward.kit.web.IfMatch;
import dev.steward.kit.web.Page;
import dev.steward.kit.web.PageQuery;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import dev.steward.kit.web.ValidBody;
import dev.steward.zerotrust.application.ServiceAccountOutcome;
import dev.steward.zerotrust.application.ServiceAccountService;
import java.net.URI;
import org.springframework.http.CacheControl;
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
@RequestMapping("/api/v1/service-accounts")
class ServiceAccountController {

    private final ServiceAccountService accounts;

    ServiceAccountController(ServiceAccountService accounts) {
        this.accounts = accounts;
    }

    /**
     * Creates a service account. What it may do in a project is a membership there, of its id.
     *
     * @return 201 and the service account with its client secret, shown once, and its {@code ETag}, {@code Location} names
     *     it; 403 {@code forbidden}: a role permits what the caller may not do; 409 {@code conflict}: another service account
     *     has the event source, or one that is above or below it
     */
    @PostMapping
    Mono<ResponseEntity<CreatedServiceAccountView>> create(
            @ValidBody CreateServiceAccount body, IdempotentRequest request) {
        return Giving.allowed(body.rolesOrNone())
                .then(request.answer(accounts.create(body.name().strip(), body.source(), body.rolesOrNone())
                        .map(creation -> ResponseEntity.created(URI.create("/api/v1/service-accounts/"
                                        + creation.account().id()))
                                .cacheControl(CacheControl.noStore())
                                .eTag(IfMatch.tag(creation.account().version()))
                                .body(CreatedServiceAccountView.from(creation)))
                        .switchIfEmpty(Mono.error(ServiceAccountController::sourceTaken))));
    }

    /** Lists service accounts, newest first. */
    @GetMapping
    Mono<Page<ServiceAccountView>> list(PageQuery page) {
        return Mono.zip(accounts.list(page.offset(), page.pageSize()), accounts.count())
                .map(found -> Page.of(found.getT1(), page, found.getT2()).map(ServiceAccountView::from));
    }

    /**
     * Shows a service account.
     *
     * @return 200 and the service account with its {@code ETag}
     */
    @GetMapping("/{id}")
    Mono<ResponseEntity<ServiceAccountView>> get(@PathVariable String id) {
        return accounts.find(id)
                .map(ServiceAccountView::tagged)
                .switchIfEmpty(Mono.error(ServiceAccountController::noSuchAccount));
    }

    /**
     * Gives a service account another name, another event source or other roles, or disables or enables it; what is not
     * named stays. A disabled one gets no token, and no token of it is good; nor is one of before when its event source is
     * another.
     *
     * @return 200 and the service account with its {@code ETag}; 403 {@code forbidden}: a role permits what the caller may
     *     not do; 409 {@code conflict}: another service account has the event source, or one that is above or below it
     */
    @PatchMapping("/{id}")
    Mono<ResponseEntity<ServiceAccountView>> change(
            @PathVariable String id, IfMatch meant, @ValidBody ChangeServiceAccount body) {
        return Giving.allowed(body.rolesOrNone())
                .then(accounts.change(id, meant::covers, body.change()))
                .map(outcome -> switch (outcome) {
                    case ServiceAccountOutcome.Done(var account) -> ServiceAccountView.tagged(account);
                    case ServiceAccountOutcome.NoSuchAccount _ -> throw noSuchAccount();
                    case ServiceAccountOutcome.SourceTaken _ -> throw sourceTaken();
                    case ServiceAccountOutcome.Stale _ -> throw IfMatch.stale();
                });
    }

    /**
     * Deletes a service account, with its memberships and API keys; no token of it is good any more.
     *
     * @return 204 and nothing
     */
    @DeleteMapping("/{id}")
    Mono<ResponseEntity<Void>> delete(@PathVariable String id) {
        return accounts.delete(id)
                .filter(deleted -> deleted)
                .switchIfEmpty(Mono.error(ServiceAccountController::noSuchAccount))
                .thenReturn(ResponseEntity.noContent().build());
    }

    /**
     * Gives a service account another client secret; the old one is good too for the overlap.
     *
     * @return 200 and the client secret, shown once
     */
    @PostMapping("/{id}/rotate")
    Mono<ResponseEntity<RotatedSecretView>> rotate(
            @PathVariable String id, @ValidBody RotateSecret body, IdempotentRequest request) {
        return request.answer(accounts.rotate(id, body.overlapOrUsual())
                .map(rotation -> ResponseEntity.ok()
                        .cacheControl(CacheControl.noStore())
                        .body(RotatedSecretView.from(id, rotation)))
                .switchIfEmpty(Mono.error(ServiceAccountController::noSuchAccount)));
    }

    private static Problem sourceTaken() {
        return new Problem(
                ProblemCode.CONFLICT,
                "Another service account has this event source, or one that is above or below it.");
    }

    private static Problem noSuchAccount() {
        return Problem.notFound("There is no such service account.");
    }
}
