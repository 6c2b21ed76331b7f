package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.security.Caller;
import dev.steward.kit.web.ClientAddress;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import dev.steward.kit.web.ValidBody;
import dev.steward.zerotrust.application.PasswordOutcome;
import dev.steward.zerotrust.application.PasswordService;
import dev.steward.zerotrust.domain.Password;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
class PasswordController {

    private final PasswordService passwords;

    PasswordController(PasswordService passwords) {
        this.passwords = passwords;
    }

    /**
     * Changes the caller's password and ends the caller's other login sessions.
     *
     * @return 204 and nothing; 401 {@code unauthorized}: the current password is wrong; 429 {@code too-many-requests}: it
     *     was wrong too often from this address
     */
    @PostMapping("/api/v1/auth/password")
    Mono<ResponseEntity<Void>> change(@ValidBody ChangePassword body, ClientAddress address) {
        Password next = Password.parse(body.password()).orElseThrow();
        return Caller.current()
                .flatMap(caller -> passwords.change(
                        caller.userId(), caller.loginSessionId(), body.currentPassword(), next, address.key()))
                .map(PasswordController::answer);
    }

    /**
     * Gives a user who lost theirs a new password and ends their login sessions. One's own is changed with the current one.
     *
     * @return 204 and nothing; 409 {@code conflict}: it is the caller's own
     */
    @PostMapping("/api/v1/users/{id}/password")
    Mono<ResponseEntity<Void>> set(@PathVariable String id, @ValidBody SetPassword body) {
        Password next = Password.parse(body.password()).orElseThrow();
        return Caller.current()
                .filter(caller -> !caller.userId().equals(id))
                .switchIfEmpty(Mono.error(() ->
                        new Problem(ProblemCode.CONFLICT, "One's own password is changed at /api/v1/auth/password.")))
                .flatMap(_ -> passwords.set(id, next))
                .map(PasswordController::answer);
    }

    private static ResponseEntity<Void> answer(PasswordOutcome outcome) {
        return switch (outcome) {
            case PasswordOutcome.Changed _ -> ResponseEntity.noContent().build();
            case PasswordOutcome.NoSuchUser _ -> throw UserController.noSuchUser();
            case PasswordOutcome.WrongPassword _ -> throw MfaController.unauthorized("The current password is wrong.");
            case PasswordOutcome.Overloaded _ -> throw AuthController.overloaded();
            case PasswordOutcome.Blocked(var retryAfter) ->
                throw new Problem(ProblemCode.TOO_MANY_REQUESTS, "The password was wrong too often; wait.")
                        .retryAfter(retryAfter);
        };
    }
}
