package dev.steward.zerotrust.port;

import static dev.steward.zerotrust.port.UserRepositoryContract.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.UuidV7;
import dev.steward.zerotrust.domain.LoginSession;
import dev.steward.zerotrust.domain.MfaChallenge;
import dev.steward.zerotrust.domain.MfaState;
import dev.steward.zerotrust.domain.MfaToken;
import dev.steward.zerotrust.domain.TotpAuthenticator;
import dev.steward.zerotrust.domain.TotpSecret;
import dev.steward.zerotrust.domain.TotpStep;
import dev.steward.zerotrust.domain.User;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** What every repository of second factors does. */
public interface MfaRepositoriesContract {

    UserRepository users();

    LoginSessionRepository loginSessions();

    AuthenticatorRepository authenticators();

    MfaChallengeRepository challenges();

    LoginAssuranceRepository assurances();

    @Test
    default void authenticatorCountsOnlyOnceItIsConfirmed() {
        TotpAuthenticator pending = enrolled(storedUser());
        assertThat(authenticators().state(pending.userId()).block()).isEqualTo(MfaState.NONE);
        assertThat(attempt(pending.userId(), NOON)).isNull();
        assertThat(authenticators().accept(pending.userId(), new TotpStep(7)).block())
                .isFalse();
        assertThat(authenticators().pending(pending.userId()).block()).isEqualTo(pending);

        assertThat(authenticators().activate(pending, new TotpStep(7)).block()).isTrue();

        assertThat(authenticators().activate(pending, new TotpStep(8)).block()).isFalse();
        assertThat(authenticators().pending(pending.userId()).blockOptional()).isEmpty();
        assertThat(attempt(pending.userId(), NOON))
                .isEqualTo(new TotpAuthenticator(pending.id(), pending.userId(), pending.secret(), new TotpStep(7)));
    }

    @Test
    default void laterStartTakesThePlaceOfAnUnconfirmedOneOnly() {
        String user = storedUser();
        TotpAuthenticator first = enrolled(user);
        TotpAuthenticator second = enrolled(user);

        assertThat(authenticators().activate(first, new TotpStep(1)).block()).isFalse();
        assertThat(authenticators().activate(second, new TotpStep(1)).block()).isTrue();
        assertThat(authenticators().enrol(authenticator(user), NOON).block()).isFalse();
    }

    @Test
    default void stepIsAcceptedOnceAndNoneBeforeIt() {
        String user = activated();

        assertThat(authenticators().accept(user, new TotpStep(9)).block()).isTrue();
        assertThat(authenticators().accept(user, new TotpStep(9)).block()).isFalse();
        assertThat(authenticators().accept(user, new TotpStep(8)).block()).isFalse();
        assertThat(authenticators().accept(user, new TotpStep(10)).block()).isTrue();
    }

    @Test
    default void ofManyAtOnceOneStepIsAccepted() {
        String user = activated();

        List<Boolean> accepted = Flux.range(0, 8)
                .flatMap(_ -> authenticators().accept(user, new TotpStep(9)))
                .collectList()
                .block();

        assertThat(accepted).hasSize(8).containsOnlyOnce(true);
    }

    @Test
    default void guessesInARowEndInAPause() {
        String user = activated();
        for (int guess = 0; guess < 3; guess++) {
            assertThat(attempt(user, NOON)).isNotNull();
        }
        assertThat(attempt(user, NOON)).isNull();
        assertThat(attempt(user, NOON.plusSeconds(60))).isNull();

        assertThat(attempt(user, NOON.plusSeconds(61))).isNotNull();
        assertThat(authenticators().accept(user, new TotpStep(9)).block()).isTrue();
        for (int guess = 0; guess < 3; guess++) {
            assertThat(attempt(user, NOON.plusSeconds(61))).isNotNull();
        }
        assertThat(attempt(user, NOON.plusSeconds(61))).isNull();
    }

    @Test
    default void recoveryCodeIsUsedOnceByItsUser() {
        String user = activated();
        String other = activated();
        var written = authenticators()
                .replaceRecoveryCodes(user, List.of(hash("one"), hash("two")))
                .block();
        assertThat(written.eventSequence()).isEqualTo(1);
        assertThat(authenticators().state(user).block()).isEqualTo(new MfaState(true, 2));

        assertThat(use(other, "one")).isFalse();
        assertThat(use(user, "one")).isTrue();
        assertThat(use(user, "one")).isFalse();
        assertThat(authenticators().state(user).block()).isEqualTo(new MfaState(true, 1));

        authenticators().replaceRecoveryCodes(user, List.of(hash("three"))).block();
        assertThat(use(user, "two")).isFalse();
        assertThat(use(user, "three")).isTrue();
    }

    @Test
    default void removedAuthenticatorLeavesNothing() {
        String user = activated();
        authenticators().replaceRecoveryCodes(user, List.of(hash("one"))).block();

        assertThat(authenticators().remove(user).block().eventSequence()).isEqualTo(2);

        assertThat(authenticators().state(user).block()).isEqualTo(MfaState.NONE);
        assertThat(use(user, "one")).isFalse();
        assertThat(authenticators().remove(user).blockOptional()).isEmpty();
        assertThat(authenticators().replaceRecoveryCodes(user, List.of()).blockOptional())
                .isEmpty();
    }

    @Test
    default void challengeHasSoManyAttemptsUntilItEnds() {
        String user = storedUser();
        MfaToken token = issued(user);

        var login = new MfaChallenge(user, null);
        assertThat(challenges().attempt(token, NOON).block()).isEqualTo(login);
        assertThat(challenges().attempt(token, NOON.plusSeconds(299)).block()).isEqualTo(login);
        assertThat(challenges().attempt(token, NOON).blockOptional()).isEmpty();
        assertThat(challenges().attempt(issued(user), NOON.plusSeconds(300)).blockOptional())
                .isEmpty();
    }

    @Test
    default void challengeKeepsWhatWasNamedAsTheDevice() {
        String user = storedUser();
        String device = UuidV7.next(Clock.systemUTC());

        assertThat(challenges().attempt(issued(user, device), NOON).block()).isEqualTo(new MfaChallenge(user, device));
        assertThat(challenges().attempt(issued(user, "\u0000 no id"), NOON).block())
                .extracting(MfaChallenge::deviceId)
                .isNotNull();
    }

    @Test
    default void finishedOrUnknownChallengeIsNone() {
        MfaToken token = issued(storedUser());
        challenges().finish(token).block();

        assertThat(challenges().attempt(token, NOON).blockOptional()).isEmpty();
        assertThat(challenges().attempt(new MfaToken("never issued"), NOON).blockOptional())
                .isEmpty();
    }

    @Test
    default void loginSessionIsRaisedForItsUserOnly() {
        LoginSession opened = LoginSessionRepositoryContract.of(storedUser());
        loginSessions()
                .open(opened, LoginSessionRepositoryContract.token(), LoginSessionRepositoryContract.ORIGIN)
                .block();
        Instant later = NOON.plusSeconds(90);
        assertThat(assurances().mfaAt(opened.id()).blockOptional()).isEmpty();
        assertThat(assurances().raise(opened.id(), storedUser(), NOON).blockOptional())
                .isEmpty();
        assertThat(assurances()
                        .raise(opened.id(), opened.userId(), opened.expiresAt())
                        .blockOptional())
                .isEmpty();

        assertThat(assurances().raise(opened.id(), opened.userId(), later).block())
                .isEqualTo(new LoginAssuranceRepository.Raised(opened, true));
        assertThat(assurances().raise(opened.id(), opened.userId(), NOON).block())
                .isEqualTo(new LoginAssuranceRepository.Raised(opened, false));
        assertThat(assurances().mfaAt(opened.id()).block()).isEqualTo(later);
        loginSessions().revoke(opened.id(), null, later, later).block();
        assertThat(assurances().raise(opened.id(), opened.userId(), later).blockOptional())
                .isEmpty();
    }

    private MfaToken issued(String userId) {
        return issued(userId, null);
    }

    private MfaToken issued(String userId, @Nullable String deviceId) {
        MfaToken token = MfaToken.random(new SecureRandom());
        challenges()
                .issue(token, new MfaChallenge(userId, deviceId), 2, NOON, NOON.plusSeconds(300))
                .block();
        return token;
    }

    private boolean use(String userId, String code) {
        return authenticators().useRecoveryCode(userId, hash(code), NOON).block();
    }

    private TotpAuthenticator attempt(String userId, Instant now) {
        return authenticators().attempt(userId, 3, now.minusSeconds(60), now).block();
    }

    private String activated() {
        TotpAuthenticator pending = enrolled(storedUser());
        authenticators().activate(pending, new TotpStep(7)).block();
        return pending.userId();
    }

    private TotpAuthenticator enrolled(String userId) {
        TotpAuthenticator pending = authenticator(userId);
        assertThat(authenticators().enrol(pending, NOON).block()).isTrue();
        return pending;
    }

    private static TotpAuthenticator authenticator(String userId) {
        return TotpAuthenticator.enrolled(
                UuidV7.next(Clock.systemUTC()), userId, TotpSecret.random(new SecureRandom()));
    }

    private static byte[] hash(String code) {
        return code.getBytes(UTF_8);
    }

    private String storedUser() {
        User user = UserRepositoryContract.unique(Set.of());
        users().insert(user, "hash").block();
        return user.id();
    }
}
