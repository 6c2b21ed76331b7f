package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.web.ClientAddress;
import dev.steward.zerotrust.application.ClientAuthentication;
import dev.steward.zerotrust.application.ClientOutcome;
import dev.steward.zerotrust.application.ProgramTokenOutcome;
import dev.steward.zerotrust.application.ProgramTokenService;
import dev.steward.zerotrust.application.RefreshOutcome;
import dev.steward.zerotrust.application.TokenRefresh;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Issues access tokens as OAuth 2 has it; {@link OAuthMetadata} says where. */
@RestController
class TokenController {

    static final String CLIENT_CREDENTIALS = "client_credentials";
    static final String REFRESH_TOKEN = "refresh_token";
    static final String TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";

    private static final String API_KEY = "urn:steward:params:oauth:token-type:api-key";
    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

    private final OAuthClients clients;
    private final ProgramTokenService tokens;
    private final TokenRefresh refreshes;

    TokenController(ClientAuthentication authentication, ProgramTokenService tokens, TokenRefresh refreshes) {
        this.clients = new OAuthClients(authentication);
        this.tokens = tokens;
        this.refreshes = refreshes;
    }

    /**
     * Issues an access token: to a service account for its client secret, by {@code client_secret_basic} or
     * {@code client_secret_post}; for a refresh token, which is good once; or for an API key (RFC 8693).
     *
     * @param exchange {@code grant_type} (required): {@code client_credentials}, {@code refresh_token} or
     *     {@code urn:ietf:params:oauth:grant-type:token-exchange}; {@code scope}: what the token is to be good for at most,
     *     without it all there is; {@code refresh_token}: of a login; {@code subject_token}: an API key;
     *     {@code subject_token_type}: {@code urn:steward:params:oauth:token-type:api-key}; {@code requested_token_type}:
     *     {@code urn:ietf:params:oauth:token-type:access_token}; {@code client_id}: of a service account;
     *     {@code client_secret}: of a service account
     * @return 200 and the token, whose {@code scope} may be less than what was asked for; 400 {@code invalid_request},
     *     {@code unsupported_grant_type}, {@code invalid_grant}: the refresh token is wrong or was used, or
     *     {@code invalid_scope}: nothing of what was asked for may be done; 401 {@code invalid_client}; 429
     *     {@code slow_down}: too many attempts from this address failed
     */
    @PostMapping("/oauth2/token")
    Mono<ResponseEntity<TokenAnswer>> token(ServerWebExchange exchange, ClientAddress address) {
        return OAuthForm.read(exchange)
                .flatMap(form -> clients.of(exchange, form, address)
                        .flatMap(client -> switch (form.required("grant_type")) {
                            case CLIENT_CREDENTIALS -> toClient(client, form);
                            case REFRESH_TOKEN -> refreshed(client, form);
                            case TOKEN_EXCHANGE -> exchanged(form, address);
                            default -> throw OAuthRefusal.of("unsupported_grant_type", "There is no such grant.");
                        }))
                .map(answer -> ResponseEntity.ok()
                        .cacheControl(CacheControl.noStore())
                        .header(HttpHeaders.PRAGMA, "no-cache")
                        .body(answer));
    }

    @ExceptionHandler
    ResponseEntity<OAuthErrorView> refused(OAuthRefusal refusal) {
        return refusal.answer();
    }

    private Mono<TokenAnswer> toClient(Optional<ClientOutcome.Proven> client, OAuthForm form) {
        var proven = client.orElseThrow(OAuthRefusal::invalidClient);
        return tokens.forClient(proven.account(), proven.secret(), form.scopes())
                .map(outcome -> issued(outcome, null));
    }

    private Mono<TokenAnswer> refreshed(Optional<ClientOutcome.Proven> client, OAuthForm form) {
        String refreshToken = form.required("refresh_token");
        if (client.isPresent()) {
            throw OAuthRefusal.of("invalid_grant", "The refresh token is that of a login, not of a client.");
        }
        if (form.scopes() != null) {
            throw OAuthRefusal.of("invalid_scope", "A login has no scope.");
        }
        return refreshes.refresh(refreshToken).map(outcome -> switch (outcome) {
            case RefreshOutcome.Refreshed(var login) -> TokenAnswer.of(login);
            case RefreshOutcome.Refused _ ->
                throw OAuthRefusal.of(
                        "invalid_grant", "The refresh token is wrong or was used, or the login has ended.");
        });
    }

    private Mono<TokenAnswer> exchanged(OAuthForm form, ClientAddress address) {
        if (!form.required("subject_token_type").equals(API_KEY)
                || !form.optional("requested_token_type").orElse(ACCESS_TOKEN).equals(ACCESS_TOKEN)
                || form.optional("actor_token").isPresent()) {
            throw OAuthRefusal.invalidRequest("Only an API key is exchanged, for an access token, by nobody else.");
        }
        return tokens.forApiKey(form.required("subject_token"), form.scopes(), address.key())
                .map(outcome -> issued(outcome, ACCESS_TOKEN));
    }

    private static TokenAnswer issued(ProgramTokenOutcome outcome, @Nullable String issuedTokenType) {
        return switch (outcome) {
            case ProgramTokenOutcome.Issued issued -> TokenAnswer.of(issued, issuedTokenType);
            case ProgramTokenOutcome.NoSuchKey _ ->
                throw OAuthRefusal.invalidRequest("There is no such API key, or it has expired.");
            case ProgramTokenOutcome.NothingLeft _ ->
                throw OAuthRefusal.of("invalid_scope", "Nothing of what was asked for may be done.");
            case ProgramTokenOutcome.Blocked(var retryAfter) -> throw OAuthRefusal.slowDown(retryAfter);
        };
    }
}
