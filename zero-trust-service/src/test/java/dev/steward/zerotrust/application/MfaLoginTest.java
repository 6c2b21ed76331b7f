package dev.steward.zerotrust.application;

import static dev.steward.zerotrust.application.Identity.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.steward.events.trust.AssuranceLevelChanged;
import dev.steward.events.trust.CredentialChanged;
import dev.steward.events.trust.LoginFailed;
import dev.steward.zerotrust.application.LoginOutcome.LoggedIn;
import dev.steward.zerotrust.application.LoginOutcome.MfaRequired;
import dev.steward.zerotrust.application.LoginOutcome.Reason;
import dev.steward.zerotrust.application.LoginOutcome.Refused;
import dev.steward.zerotrust.domain.LoginOrigin;
import dev.steward.zerotrust.domain.RecoveryCode;
import dev.steward.zerotrust.domain.TotpSecret;
import dev.steward.zerotrust.domain.TotpStep;
import dev.steward.zerotrust.domain.User;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MfaLoginTest {

    private int addresses;

    private static final Refused WRONG = new Refused(Reason.WRONG_SECOND_FACTOR);

    private final Identity identity = new Identity();
    private final User ada = identity.user("ada");
    private final String before = loggedIn(login(null)).loginSessionId();
    private TotpSecret secret;
    private List<RecoveryCode> recoveryCodes;

    @BeforeEach
    void enrol() {
        secret = ((MfaOutcome.Enrolled) identity.enrolment.start(ada.id()).block()).secret();
        recoveryCodes = ((MfaOutcome.Codes)
                        identity.enrolment.confirm(ada.id(), code(0)).block())
                .codes();
        identity.clock.advance(Duration.ofMinutes(2));
    }

    @Test
    void passwordAloneOpensNothing() {
        int sessions = identity.loginSessions.opened().size();

        MfaRequired required = (MfaRequired) login(null);

        assertThat(required.methods()).containsExactly("totp", "recovery-code");
        assertThat(required.expiresIn()).isEqualTo(Duration.ofMinutes(5));
        assertThat(identity.loginSessions.opened()).hasSize(sessions);
        assertThat(required.toString()).doesNotContain(required.token().value());
    }

    @Test
    void wrongCodesLockTheAccountForTheirAddressAndThenNothingIsTold() {
        for (int i = 0; i < 5; i++) {
            assertThat(identity.logins
                            .login("ada", PASSWORD.value(), "000000", LoginOrigin.of("here"))
                            .block())
                    .isEqualTo(new Refused(Reason.WRONG_SECOND_FACTOR));
            identity.pass(Duration.ofSeconds(i < 4 ? 4 : 0));
        }

        assertThat(identity.logins
                        .login("ada", PASSWORD.value(), null, LoginOrigin.of("here"))
                        .block())
                .isInstanceOf(LoginOutcome.Blocked.class);
        assertThat(login(null)).isInstanceOf(MfaRequired.class);
    }

    @Test
    void wrongPasswordSaysNothingOfTheSecondFactor() {
        assertThat(identity.logins.login("ada", "wrong", code(0), address()).block())
                .isEqualTo(new Refused(Reason.WRONG_PASSWORD));
        assertThat(login(code(0))).isInstanceOf(LoggedIn.class);
    }

    @Test
    void codeOpensALoginSessionWithTwoFactors() throws Exception {
        JWTClaimsSet claims = claims(loggedIn(login(code(0))).accessToken());

        assertThat(claims.getStringClaim("acr")).isEqualTo("aal2");
        assertThat(claims.getLongClaim("mfa_at"))
                .isEqualTo(identity.clock.instant().getEpochSecond());
    }

    @Test
    void codeOfANeighbouringStepIsGoodAndOfOthersNot() {
        assertThat(login(code(-2))).isEqualTo(WRONG);
        assertThat(login(code(2))).isEqualTo(WRONG);
        assertThat(login(code(-1))).isInstanceOf(LoggedIn.class);
        assertThat(login(code(1))).isInstanceOf(LoggedIn.class);
        assertThat(login(code(0))).isEqualTo(WRONG);
    }

    @Test
    void codeCountsOnceWhereverItIsUsed() {
        MfaRequired required = (MfaRequired) login(null);
        assertThat(login(code(0))).isInstanceOf(LoggedIn.class);

        assertThat(login(code(0))).isEqualTo(WRONG);
        assertThat(answer(required, code(0))).isEqualTo(WRONG);
        assertThat(identity.outbox.events()).last().isEqualTo(new LoginFailed("ada", "wrong-second-factor"));
        assertThat(stepUp(code(0))).isInstanceOf(MfaOutcome.WrongCode.class);
    }

    @Test
    void challengeIsAnsweredOnce() {
        MfaRequired required = (MfaRequired) login(null);

        assertThat(answer(required, code(0))).isInstanceOf(LoggedIn.class);
        assertThat(answer(required, code(1))).isEqualTo(WRONG);
    }

    @Test
    void challengedLoginKeepsItsDevice() throws Exception {
        String device =
                identity.devices.register(ada.id(), "Laptop").block().device().id();

        var finished = loggedIn(answer((MfaRequired) loginOn(device, null), code(0)));

        assertThat(claims(finished.accessToken()).getStringClaim("device_id")).isEqualTo(device);
        var steppedUp = (MfaOutcome.SteppedUp) identity.stepUp
                .stepUp(ada.id(), finished.loginSessionId(), code(1))
                .block();
        assertThat(claims(steppedUp.accessToken()).getStringClaim("device_id")).isEqualTo(device);
    }

    @Test
    void deviceIsLookedAtWhenTheCodeWasRight() {
        var challenge = (MfaRequired) loginOn("no device", null);

        assertThat(answer(challenge, "no code")).isEqualTo(WRONG);
        assertThat(loginOn("no device", "no code")).isEqualTo(WRONG);
        assertThat(answer(challenge, code(0))).isEqualTo(new Refused(Reason.UNKNOWN_DEVICE));
        assertThat(loginOn("no device", code(1))).isEqualTo(new Refused(Reason.UNKNOWN_DEVICE));
    }

    @Test
    void challengeEndsAfterFiveMinutes() {
        MfaRequired required = (MfaRequired) login(null);
        identity.clock.advance(Duration.ofMinutes(5));

        assertThat(answer(required, code(0))).isEqualTo(WRONG);
    }

    @Test
    void challengeHasFiveAttempts() {
        MfaRequired required = (MfaRequired) login(null);
        for (int i = 0; i < 5; i++) {
            assertThat(answer(required, "no code")).isEqualTo(WRONG);
        }
        assertThat(answer(required, code(0))).isEqualTo(WRONG);

        assertThat(answer((MfaRequired) login(null), code(0))).isInstanceOf(LoggedIn.class);
    }

    @Test
    void newChallengesGiveNoMoreGuesses() {
        for (int i = 0; i < 10; i++) {
            assertThat(login("no code")).isEqualTo(WRONG);
        }
        assertThat(login(code(0))).isEqualTo(WRONG);
        assertThat(login(recoveryCodes.getFirst().value())).isEqualTo(WRONG);

        identity.clock.advance(Duration.ofMinutes(15).plusSeconds(1));
        assertThat(login(code(0))).isInstanceOf(LoggedIn.class);
    }

    @Test
    void recoveryCodeStandsInOnce() {
        String typed = recoveryCodes.getFirst().value();

        assertThat(answer((MfaRequired) login(null), typed)).isInstanceOf(LoggedIn.class);
        assertThat(answer((MfaRequired) login(null), typed)).isEqualTo(WRONG);
        assertThat(identity.enrolment.state(ada.id()).block().recoveryCodesLeft())
                .isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "12345",
                "1234567",
                "\u0661\u0662\u0663\u0664\u0665\u0666",
                "' or '1'='1",
                "-00001",
                "+1e999",
                "\u0000"
            })
    void hostileCodesAreWrongCodes(String typed) {
        assertThat(login(typed)).isEqualTo(WRONG);
        assertThat(answer((MfaRequired) login(null), typed)).isEqualTo(WRONG);
    }

    @Test
    void stepUpRaisesALoginSessionAndIsToldTheFirstTime() throws Exception {
        JWTClaimsSet claims = claims(((MfaOutcome.SteppedUp) stepUp(code(0))).accessToken());
        stepUp(code(1));

        assertThat(claims.getStringClaim("sid")).isEqualTo(before);
        assertThat(claims.getStringClaim("acr")).isEqualTo("aal2");
        assertThat(claims.getLongClaim("mfa_at"))
                .isEqualTo(identity.clock.instant().getEpochSecond());
        assertThat(identity.outbox.events().stream().filter(AssuranceLevelChanged.class::isInstance))
                .singleElement()
                .isEqualTo(new AssuranceLevelChanged(
                        AssuranceLevelChanged.CAEP,
                        ada.id(),
                        before,
                        "NIST-AAL",
                        "nist-aal1",
                        "nist-aal2",
                        "increase",
                        "user",
                        identity.clock.instant().getEpochSecond()));
    }

    @Test
    void tokensIssuedLaterInTheLoginSessionKeepTheSecondFactor() throws Exception {
        stepUp(code(0));
        long mfaAt = identity.clock.instant().getEpochSecond();
        identity.clock.advance(Duration.ofMinutes(10));

        var session = identity.loginSessions.opened().stream()
                .filter(opened -> opened.id().equals(before))
                .findFirst()
                .orElseThrow();
        assertThat(claims(identity.accessTokens.issue(ada, session).block()).getLongClaim("mfa_at"))
                .isEqualTo(mfaAt);
    }

    @Test
    void changesOfTheCredentialAreToldInOrder() {
        identity.enrolment.renewRecoveryCodes(ada.id()).block();
        identity.enrolment.revoke(ada.id()).block();

        assertThat(identity.outbox.appended.stream().filter(each -> each.event() instanceof CredentialChanged))
                .extracting(each -> ((CredentialChanged) each.event()).changeType() + "#" + each.sequence())
                .containsExactly("create#1", "update#2", "revoke#3");
        assertThat(login(null)).isInstanceOf(LoggedIn.class);
        assertThat(stepUp(code(0))).isInstanceOf(MfaOutcome.NotEnrolled.class);
    }

    @Test
    void renewedRecoveryCodesTakeThePlaceOfTheOldOnes() {
        var renewed = (MfaOutcome.Codes)
                identity.enrolment.renewRecoveryCodes(ada.id()).block();

        assertThat(login(recoveryCodes.getFirst().value())).isEqualTo(WRONG);
        assertThat(login(renewed.codes().getFirst().value())).isInstanceOf(LoggedIn.class);
    }

    @Test
    void activeAuthenticatorStays() {
        assertThat(identity.enrolment.start(ada.id()).block()).isInstanceOf(MfaOutcome.AlreadyActive.class);
        assertThat(identity.enrolment.confirm(ada.id(), code(0)).block()).isInstanceOf(MfaOutcome.NotEnrolled.class);
    }

    private String code(int stepsFromNow) {
        long step = TotpStep.at(identity.clock.instant()).number() + stepsFromNow;
        return identity.codes.code(secret, new TotpStep(step));
    }

    private LoginOutcome login(@Nullable String typedCode) {
        return identity.logins
                .login("ada", PASSWORD.value(), typedCode, address())
                .block();
    }

    private LoginOutcome loginOn(String device, @Nullable String typedCode) {
        return identity.logins
                .login("ada", PASSWORD.value(), typedCode, address().on(device))
                .block();
    }

    private LoginOutcome answer(MfaRequired required, String typedCode) {
        return identity.logins.answer(required.token(), typedCode, address()).block();
    }

    /** Always another one, so that failures here do not hold up what is looked at next. */
    private LoginOrigin address() {
        return LoginOrigin.of("address-" + addresses++);
    }

    private MfaOutcome stepUp(String typedCode) {
        return identity.stepUp.stepUp(ada.id(), before, typedCode).block();
    }

    private static LoggedIn loggedIn(LoginOutcome outcome) {
        return (LoggedIn) outcome;
    }

    private static JWTClaimsSet claims(String token) throws ParseException {
        return SignedJWT.parse(token).getJWTClaimsSet();
    }
}
