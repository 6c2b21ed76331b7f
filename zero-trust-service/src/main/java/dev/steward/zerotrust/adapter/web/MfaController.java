package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.idempotency.IdempotentRequest;
import dev.steward.kit.security.Caller;
import dev.steward.kit.web.ClientAddress;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import dev.steward.kit.web.ValidBody;
import dev.steward.zerotrust.application.LoginService;
import dev.steward.zerotrust.application.MfaEnrolment;
import dev.steward.zerotrust.application.MfaOutcome;
import dev.steward.zerotrust.application.StepUp;
import dev.steward.zerotrust.domain.LoginOrigin;
import dev.steward.zerotrust.domain.MfaToken;
import java.net.URI;
import java.util.function.Function;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
class MfaController {

    private static final String MFA = "/api/v1/auth/mfa";

    private final LoginService logins;
    private final MfaEnrolment enrolment;
    private final StepUp stepUp;

    MfaController(LoginService logins, MfaEnrolment enrolment, StepUp stepUp) {
        this.logins = logins;
        this.enrolment = enrolment;
        this.stepUp = stepUp;
    }

    /** Shows which second factors the caller has. */
    @GetMapping(MFA)
    Mono<MfaView> show() {
        return Caller.current()
                .flatMap(caller -> enrolment.state(caller.userId()))
                .map(MfaView::from);
    }

    /**
     * Starts the enrolment of an authenticator app. It counts once it is confirmed; starting again before that makes a
     * new secret.
     *
     * @return 201 and what the app has to be given, shown once, {@code Location} names the caller's second factors; 409
     *     {@code conflict}: there is an authenticator app already
     */
    @PostMapping(MFA + "/totp")
    Mono<ResponseEntity<TotpEnrolmentView>> enrol(IdempotentRequest request) {
        return request.answer(ofCaller(enrolment::start).map(outcome -> secret(ResponseEntity.created(URI.create(MFA)))
                .body(TotpEnrolmentView.from((MfaOutcome.Enrolled) outcome))));
    }

    /**
     * Confirms the enrolment with a code of the app. From then on a login needs a second factor.
     *
     * @return 200 and ten recovery codes, shown once; 401 {@code unauthorized}: the code is wrong; 409 {@code conflict}:
     *     no enrolment was started
     */
    @PostMapping(MFA + "/totp/confirm")
    Mono<ResponseEntity<RecoveryCodesView>> confirm(@ValidBody MfaCode body, IdempotentRequest request) {
        return request.answer(
                ofCaller(userId -> enrolment.confirm(userId, body.mfaCode())).map(MfaController::codes));
    }

    /**
     * Removes the caller's authenticator app and recovery codes.
     *
     * @return 204 and nothing; 404 {@code not-found}: there is none
     */
    @DeleteMapping(MFA + "/totp")
    Mono<ResponseEntity<Void>> remove() {
        return Caller.current().flatMap(caller -> removed(enrolment.remove(caller.userId())));
    }

    /**
     * Removes the authenticator app and the recovery codes of a user who lost both.
     *
     * @return 204 and nothing; 404 {@code not-found}: there is none
     */
    @DeleteMapping("/api/v1/users/{id}/mfa")
    Mono<ResponseEntity<Void>> removeOf(@PathVariable String id) {
        return removed(enrolment.revoke(id));
    }

    /**
     * Makes ten new recovery codes; the old ones are good no more.
     *
     * @return 200 and the codes, shown once; 409 {@code conflict}: there is no authenticator app
     */
    @PostMapping(MFA + "/recovery-codes")
    Mono<ResponseEntity<RecoveryCodesView>> renewRecoveryCodes(IdempotentRequest request) {
        return request.answer(ofCaller(enrolment::renewRecoveryCodes).map(MfaController::codes));
    }

    /**
     * Finishes a login that was answered with {@code mfa-required}, by a code of the app or a recovery code.
     *
     * @return 200 and tokens as from a login; 400 {@code validation-failed}: the code is right, and the {@code device_id} of
     *     the login is that of no device of the user; 401 {@code unauthorized}: the code is wrong or was used, or the
     *     {@code mfa_token} was used, is older than 5 minutes or has had 5 attempts; 429
     *     {@code too-many-requests}: too many logins of this user failed from this address
     */
    @PostMapping(MFA + "/challenge")
    Mono<ResponseEntity<LoginResponse>> challenge(@ValidBody MfaAnswer body, ClientAddress address) {
        return logins.answer(new MfaToken(body.mfaToken()), body.mfaCode(), LoginOrigin.of(address.key()))
                .map(AuthController::answer);
    }

    /**
     * Presents a second factor again, for what asks for a recent one.
     *
     * @return 200 and an access token of the same login session with a new {@code mfa_at}; 401 {@code unauthorized}: the
     *     code is wrong or was used; 409 {@code conflict}: there is no authenticator app
     */
    @PostMapping(MFA + "/step-up")
    Mono<ResponseEntity<StepUpResponse>> stepUp(@ValidBody MfaCode body) {
        return Caller.current()
                .flatMap(caller -> stepUp.stepUp(caller.userId(), caller.loginSessionId(), body.mfaCode()))
                .switchIfEmpty(Mono.error(() -> unauthorized("The login session has ended.")))
                .map(outcome ->
                        secret(ResponseEntity.ok()).body(StepUpResponse.from((MfaOutcome.SteppedUp) done(outcome))));
    }

    static Problem unauthorized(String detail) {
        return new Problem(ProblemCode.UNAUTHORIZED, detail).header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }

    private static Mono<MfaOutcome> ofCaller(Function<String, Mono<MfaOutcome>> change) {
        return Caller.current().flatMap(caller -> change.apply(caller.userId())).map(MfaController::done);
    }

    private static Mono<ResponseEntity<Void>> removed(Mono<MfaOutcome> removal) {
        return removal.map(outcome -> {
            if (outcome instanceof MfaOutcome.NotEnrolled) {
                throw Problem.notFound("There is no authenticator app.");
            }
            return ResponseEntity.noContent().build();
        });
    }

    private static ResponseEntity<RecoveryCodesView> codes(MfaOutcome outcome) {
        return secret(ResponseEntity.ok()).body(RecoveryCodesView.from((MfaOutcome.Codes) outcome));
    }

    private static ResponseEntity.BodyBuilder secret(ResponseEntity.BodyBuilder answer) {
        return answer.cacheControl(CacheControl.noStore());
    }

    private static MfaOutcome done(MfaOutcome outcome) {
        return switch (outcome) {
            case MfaOutcome.AlreadyActive _ ->
                throw new Problem(ProblemCode.CONFLICT, "There is an authenticator app already.");
            case MfaOutcome.NotEnrolled _ -> throw new Problem(ProblemCode.CONFLICT, "There is no authenticator app.");
            case MfaOutcome.WrongCode _ -> throw unauthorized("The code is wrong or was used.");
            default -> outcome;
        };
    }
}
