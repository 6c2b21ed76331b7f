package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.idempotency.IdempotentRequest;
import dev.steward.kit.security.Caller;
import dev.steward.kit.web.Page;
import dev.steward.kit.web.PageQuery;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import dev.steward.kit.web.ValidBody;
import dev.steward.zerotrust.application.ApiKeyService;
import dev.steward.zerotrust.application.ServiceAccountService;
import dev.steward.zerotrust.domain.ApiKey;
import dev.steward.zerotrust.domain.Scopes;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/api-keys")
class ApiKeyController {

    private static final String READ = "api-keys:read";
    private static final String WRITE = "api-keys:write";
    private static final String ACT_AS_ANOTHER = "credentials:write";
    private static final Duration USUAL_LIFETIME = Duration.ofDays(90);
    private static final Duration LONGEST_LIFETIME = Duration.ofDays(366);

    private final ApiKeyService keys;
    private final ServiceAccountService accounts;
    private final Clock clock;

    ApiKeyController(ApiKeyService keys, ServiceAccountService accounts, Clock clock) {
        this.keys = keys;
        this.accounts = accounts;
        this.clock = clock;
    }

    /**
     * Issues an API key, for the caller or, by an admin, for a service account. Nobody gets a key of another person.
     *
     * @return 201 and the key, shown once, {@code Location} names it; 404 {@code not-found}: there is no such service
     *     account, or none that the caller may act as; 409 {@code conflict}: the owner has 50 keys, the most there can be
     */
    @PostMapping
    Mono<ResponseEntity<IssuedApiKeyView>> issue(@ValidBody CreateApiKey body, IdempotentRequest request) {
        Instant expiresAt = expiry(body.expiresAt());
        return Caller.current()
                .flatMap(caller -> owner(caller, body.ownerId()))
                .flatMap(owner ->
                        request.answer(keys.issue(owner, body.name().strip(), Scopes.of(body.scopes()), expiresAt)
                                .map(issue -> ResponseEntity.created(URI.create("/api/v1/api-keys/"
                                                + issue.key().id()))
                                        .cacheControl(CacheControl.noStore())
                                        .body(IssuedApiKeyView.from(issue)))
                                .switchIfEmpty(Mono.error(() -> new Problem(
                                        ProblemCode.CONFLICT,
                                        "There are " + ApiKeyService.MOST + " keys, the most there can be.")))));
    }

    /**
     * Lists API keys, newest first: the caller's own, or with {@code owner_id} those of another user or a service account,
     * for whom may see them; everybody else finds none there.
     */
    @GetMapping
    Mono<Page<ApiKeyView>> list(
            @RequestParam(name = "owner_id", required = false) @Nullable String ownerId, PageQuery page) {
        return Caller.current().flatMap(caller -> {
            String owner = ownerId == null ? caller.userId() : ownerId;
            return owner.equals(caller.userId()) || caller.mayEverywhere(READ)
                    ? page(owner, page)
                    : Mono.error(() -> Problem.notFound("There is no such user."));
        });
    }

    /**
     * Shows an API key without its secret.
     *
     * @return 200 and the key; 404 {@code not-found}: there is none, or none that the caller may see
     */
    @GetMapping("/{id}")
    Mono<ApiKeyView> get(@PathVariable String id) {
        return visible(id, READ).map(ApiKeyView::from);
    }

    /**
     * Revokes an API key: no token is issued for it any more.
     *
     * @return 204 and nothing; 404 {@code not-found}: there is none, or none that the caller may revoke
     */
    @DeleteMapping("/{id}")
    Mono<ResponseEntity<Void>> revoke(@PathVariable String id) {
        return visible(id, WRITE)
                .flatMap(key -> keys.revoke(key.id()))
                .filter(revoked -> revoked)
                .switchIfEmpty(Mono.error(ApiKeyController::noSuchKey))
                .thenReturn(ResponseEntity.noContent().build());
    }

    /**
     * Puts another key in the place of one; the old one is good too for the overlap. Of others only those of service
     * accounts, by an admin.
     *
     * @return 200 and the key, shown once; 404 {@code not-found}: there is none, or none that the caller may have
     */
    @PostMapping("/{id}/rotate")
    Mono<ResponseEntity<IssuedApiKeyView>> rotate(
            @PathVariable String id, @ValidBody RotateApiKey body, IdempotentRequest request) {
        @Nullable Instant expiresAt = body.expiresAt() == null ? null : expiry(body.expiresAt());
        return Caller.current().flatMap(caller -> keys.find(id)
                .filterWhen(key -> mayActAs(caller, key.ownerId()))
                .switchIfEmpty(Mono.error(ApiKeyController::noSuchKey))
                .flatMap(key -> request.answer(keys.rotate(
                                id,
                                body.overlapOrUsual(),
                                expiresAt,
                                key.ownerId().equals(caller.userId()) ? "user" : "admin")
                        .map(issue -> ResponseEntity.ok()
                                .cacheControl(CacheControl.noStore())
                                .body(IssuedApiKeyView.from(issue)))
                        .switchIfEmpty(Mono.error(ApiKeyController::noSuchKey)))));
    }

    private Mono<String> owner(Caller caller, @Nullable String named) {
        String owner = named == null ? caller.userId() : named;
        return mayActAs(caller, owner)
                .filter(may -> may)
                .map(_ -> owner)
                .switchIfEmpty(Mono.error(() -> Problem.notFound("There is no such service account.")));
    }

    /** Whoever is shown a key can act as its owner, which for a person is nobody else. */
    private Mono<Boolean> mayActAs(Caller caller, String owner) {
        if (owner.equals(caller.userId())) {
            return Mono.just(true);
        }
        return caller.mayEverywhere(ACT_AS_ANOTHER) ? accounts.find(owner).hasElement() : Mono.just(false);
    }

    private Instant expiry(@Nullable Instant wanted) {
        Instant now = clock.instant();
        if (wanted == null) {
            return now.plus(USUAL_LIFETIME).truncatedTo(ChronoUnit.SECONDS);
        }
        if (!wanted.isAfter(now) || wanted.isAfter(now.plus(LONGEST_LIFETIME))) {
            throw Problem.invalid("expires_at", "must be in the future, in 366 days at most");
        }
        return wanted.truncatedTo(ChronoUnit.MILLIS);
    }

    private Mono<Page<ApiKeyView>> page(String owner, PageQuery page) {
        return Mono.zip(keys.list(owner, page.offset(), page.pageSize()), keys.count(owner))
                .map(found -> Page.of(found.getT1(), page, found.getT2()).map(ApiKeyView::from));
    }

    private Mono<ApiKey> visible(String id, String permission) {
        return Caller.current()
                .flatMap(caller -> keys.find(id)
                        .filter(key -> key.ownerId().equals(caller.userId()) || caller.mayEverywhere(permission)))
                .switchIfEmpty(Mono.error(ApiKeyController::noSuchKey));
    }

    private static Problem noSuchKey() {
        return Problem.notFound("There is no such API key.");
    }
}
