package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.security.Caller;
import dev.steward.kit.security.InvalidTokenException;
import dev.steward.kit.security.TokenVerifier;
import dev.steward.kit.security.trust.TokenStanding;
import dev.steward.kit.web.ClientAddress;
import dev.steward.zerotrust.application.ClientAuthentication;
import dev.steward.zerotrust.application.LoginSessionService;
import dev.steward.zerotrust.application.ProgramTokenService;
import dev.steward.zerotrust.application.TokenRevocation;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Says whether tokens hold, and lets their owners end them. */
@RestController
class TokenStateController {

    private static final String READ = "tokens:read";
    private static final String SCHEME = "bearer ";

    private final OAuthClients clients;
    private final ProgramTokenService programs;
    private final TokenVerifier tokens;
    private final TokenStanding standing;
    private final TokenRevocation revocation;
    private final LoginSessionService loginSessions;

    TokenStateController(
            ClientAuthentication authentication,
            ProgramTokenService programs,
            TokenVerifier tokens,
            TokenStanding standing,
            TokenRevocation revocation,
            LoginSessionService loginSessions) {
        this.clients = new OAuthClients(authentication);
        this.programs = programs;
        this.tokens = tokens;
        this.standing = standing;
        this.revocation = revocation;
        this.loginSessions = loginSessions;
    }

    /** Who asks, and whether they may be told of the tokens of others. */
    private record Asker(String userId, boolean ofAll) {}

    /**
     * Says whether an access token holds (RFC 7662), to a service account by its client secret or to whoever has a bearer
     * token. With the permission {@code tokens:read} they are told of every token, else of their own.
     *
     * @param exchange {@code token} (required): an access token; {@code client_id}: of a service account;
     *     {@code client_secret}: of a service account
     * @return 200 and what there is to say of the token, or that it is not active: also when the caller may not be told of
     *     it; 400 {@code invalid_request}; 401 {@code invalid_client} or {@code invalid_token}; 429 {@code slow_down}: too
     *     many attempts from this address failed
     */
    @PostMapping("/oauth2/introspect")
    Mono<ResponseEntity<IntrospectionView>> introspect(ServerWebExchange exchange, ClientAddress address) {
        return OAuthForm.read(exchange)
                .flatMap(form -> asker(exchange, form, address).flatMap(asker -> holding(form.required("token"))
                        .filter(caller -> asker.ofAll() || caller.userId().equals(asker.userId()))))
                .map(IntrospectionView::of)
                .defaultIfEmpty(IntrospectionView.INACTIVE)
                .map(view ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(view));
    }

    /**
     * Ends the login session of a refresh token or an access token (RFC 7009). Whoever has one of them may.
     *
     * @param exchange {@code token} (required): a refresh token or an access token of a login; {@code client_id}: of a
     *     service account; {@code client_secret}: of a service account
     * @return 200 and nothing, also when there is no such token; 400 {@code invalid_request}, or
     *     {@code unsupported_token_type}: the token was issued to a service account or for an API key, which is what can be
     *     disabled or revoked; 401 {@code invalid_client}; 429 {@code slow_down}: too many attempts from this address failed
     */
    @PostMapping("/oauth2/revoke")
    Mono<ResponseEntity<Void>> revoke(ServerWebExchange exchange, ClientAddress address) {
        return OAuthForm.read(exchange)
                .flatMap(form -> clients.of(exchange, form, address).flatMap(_ -> end(form.required("token"))))
                .thenReturn(
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).build());
    }

    @ExceptionHandler
    ResponseEntity<OAuthErrorView> refused(OAuthRefusal refusal) {
        return refusal.answer();
    }

    private Mono<Asker> asker(ServerWebExchange exchange, OAuthForm form, ClientAddress address) {
        @Nullable String header = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        if (header != null && header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return holding(header.substring(SCHEME.length()).strip())
                    .map(caller -> new Asker(caller.userId(), caller.mayEverywhere(READ)))
                    .switchIfEmpty(Mono.error(OAuthRefusal::invalidToken));
        }
        return clients.of(exchange, form, address)
                .map(client -> client.orElseThrow(OAuthRefusal::invalidClient))
                .map(client -> new Asker(client.account().id(), programs.mayReadTokens(client.account())));
    }

    /** Empty unless the token is good now. */
    private Mono<Caller> holding(String token) {
        return tokens.verify(token).onErrorComplete(InvalidTokenException.class).filterWhen(caller -> standing.of(
                        caller.loginSessionId(), caller.userId(), caller.issuedAt())
                .map(TokenStanding.Standing.STANDS::equals));
    }

    private Mono<Boolean> end(String token) {
        return revocation.revoke(token).filter(ended -> ended).switchIfEmpty(Mono.defer(() -> holding(token)
                .flatMap(caller -> {
                    if (caller.scopes() != null) {
                        throw OAuthRefusal.of(
                                "unsupported_token_type", "Revoke the API key, or disable the service account.");
                    }
                    return loginSessions.endOwn(caller.userId(), caller.loginSessionId());
                })));
    }
}
