package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.web.ClientAddress;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import dev.steward.kit.web.ValidBody;
import dev.steward.zerotrust.application.LoginOutcome;
import dev.steward.zerotrust.application.LoginService;
import dev.steward.zerotrust.application.RefreshOutcome;
import dev.steward.zerotrust.application.TokenRefresh;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/auth")
class AuthController {

    private static final Duration ROOM_SOON = Duration.ofSeconds(1);

    private final LoginService logins;
    private final TokenRefresh refreshes;

    AuthController(LoginService logins, TokenRefresh refreshes) {
        this.logins = logins;
        this.refreshes = refreshes;
    }

    /**
     * Logs a user in.
     *
     * @return 200 and an access token with its lifetime in seconds, and a refresh token; 400 {@code validation-failed}: the
     *     {@code device_id} is that of no device of the user, which is told only when all else is right; 401 {@code unauthorized}: the
     *     username, the password or the {@code mfa_code} is wrong, or {@code mfa-required}: the password is right and no
     *     code was given, with {@code mfa_token}, its lifetime {@code expires_in} in seconds and the {@code methods} that
     *     finish the login at {@code /api/v1/auth/mfa/challenge}; 429 {@code too-many-requests}: too many logins with this
     *     username failed, or too many were tried, from this address
     */
    @PostMapping("/login")
    Mono<ResponseEntity<LoginResponse>> login(@ValidBody LoginRequest body, ClientAddress address) {
        return logins.login(body.username(), body.password(), body.mfaCode(), body.origin(address))
                .map(AuthController::answer);
    }

    /**
     * Continues a login session. The refresh token is good once: the answer brings the next one. Whoever presents one
     * that was used before, or two at once, ends the login session.
     *
     * @return 200 and tokens as from a login, of the same login session; 401 {@code unauthorized}: there is no such
     *     refresh token, it was used, or its login session has ended
     */
    @PostMapping("/refresh")
    Mono<ResponseEntity<LoginResponse>> refresh(@ValidBody RefreshRequest body) {
        return refreshes.refresh(body.refreshToken()).map(outcome -> switch (outcome) {
            case RefreshOutcome.Refreshed(var login) -> tokens(login);
            case RefreshOutcome.Refused _ ->
                throw MfaController.unauthorized("The refresh token is wrong or was used, or the login has ended.");
        });
    }

    private static ResponseEntity<LoginResponse> tokens(LoginOutcome.LoggedIn login) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(LoginResponse.from(login));
    }

    static ResponseEntity<LoginResponse> answer(LoginOutcome outcome) {
        return switch (outcome) {
            case LoginOutcome.LoggedIn login -> tokens(login);
            case LoginOutcome.MfaRequired required ->
                throw new Problem(ProblemCode.MFA_REQUIRED, "The password is right; a second factor is needed.")
                        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                        .member("mfa_token", required.token().value())
                        .member("expires_in", required.expiresIn().toSeconds())
                        .member("methods", required.methods());
            case LoginOutcome.Refused(var reason)
            when reason == LoginOutcome.Reason.UNKNOWN_DEVICE ->
                throw Problem.invalid("device_id", "must be a device of the user");
            case LoginOutcome.Refused(var reason) ->
                throw MfaController.unauthorized(
                        reason == LoginOutcome.Reason.WRONG_SECOND_FACTOR
                                ? "The second factor is wrong or was used, or the login took too long."
                                : "The username or the password is wrong.");
            case LoginOutcome.Blocked(var retryAfter) ->
                throw new Problem(ProblemCode.TOO_MANY_REQUESTS, "Too many logins failed or were tried; wait.")
                        .retryAfter(retryAfter);
            case LoginOutcome.Overloaded _ -> throw overloaded();
        };
    }

    static Problem overloaded() {
        return Problem.unavailable("Too many passwords are being checked; try again.", ROOM_SOON);
    }
}
