package dev.steward.zerotrust.port;

import static dev.steward.zerotrust.port.UserRepositoryContract.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.UuidV7;
import dev.steward.zerotrust.domain.LoginOrigin;
import dev.steward.zerotrust.domain.LoginSession;
import dev.steward.zerotrust.domain.OpenLoginSession;
import dev.steward.zerotrust.domain.RefreshToken;
import dev.steward.zerotrust.domain.RevokedLoginSession;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.domain.UserChange;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** What every {@link LoginSessionRepository} and {@link RefreshTokenRepository} do. */
public interface LoginSessionRepositoryContract {

    LoginOrigin ORIGIN = LoginOrigin.of("192.0.2.1");
    String DEVICE = "0198c0de-0000-7000-8000-0000000000dd";
    Instant LATER = NOON.plusSeconds(60);
    Instant LAST_TOKEN = NOON.plusSeconds(1_000);

    LoginSessionRepository loginSessions();

    RefreshTokenRepository refreshTokens();

    UserRepository users();

    @Test
    default void openedLoginSessionStandsForItsUserOnly() {
        LoginSession opened = of(storedUser());
        assertThat(loginSessions().open(opened, token(), ORIGIN).block()).isTrue();

        assertThat(stands(opened, NOON)).isTrue();
        assertThat(loginSessions().stands(opened.id(), storedUser(), NOON, NOON).block())
                .isFalse();
    }

    @Test
    default void tokensOfBeforeARoleWasTakenAwayDoNotStand() {
        User user = UserRepositoryContract.unique(Set.of(Role.OPERATOR));
        users().insert(user, "hash").block();
        LoginSession opened = opened(user.id(), token());

        users().update(user.changed(new UserChange(Set.of(), null), NOON)).block();

        assertThat(stands(opened, NOON)).isFalse();
        assertThat(loginSessions()
                        .stands(opened.id(), user.id(), NOON.plusSeconds(1), NOON)
                        .block())
                .isTrue();
    }

    @Test
    default void loginSessionStandsUntilItExpires() {
        LoginSession opened = opened(storedUser(), token());

        assertThat(stands(opened, opened.expiresAt().minusSeconds(1))).isTrue();
        assertThat(stands(opened, opened.expiresAt())).isFalse();
        assertThat(revoke(opened, opened.expiresAt())).isNull();
    }

    @Test
    default void nobodyCanOpenOne() {
        LoginSession nobodys = of(UuidV7.next(Clock.systemUTC()));

        assertThat(loginSessions().open(nobodys, token(), ORIGIN).block()).isFalse();
        assertThat(stands(nobodys, NOON)).isFalse();
    }

    @Test
    default void whatWasNeverOpenedDoesNotStand() {
        String user = storedUser();

        assertThat(loginSessions()
                        .stands(UuidV7.next(Clock.systemUTC()), user, NOON, NOON)
                        .block())
                .isFalse();
        assertThat(loginSessions().stands("no-uuid", user, NOON, NOON).block()).isFalse();
        assertThat(loginSessions().revoke("no-uuid", null, NOON, LAST_TOKEN).blockOptional())
                .isEmpty();
    }

    @Test
    default void openLoginSessionIsFoundAmongItsUsers() {
        LoginSession opened = opened(storedUser(), token());

        assertThat(loginSessions().findOpen(opened.id(), opened.userId(), NOON).block())
                .isEqualTo(new OpenLoginSession(opened, ORIGIN.address(), NOON));
        assertThat(loginSessions().findOpen(opened.id(), storedUser(), NOON).blockOptional())
                .isEmpty();
        assertThat(loginSessions()
                        .findOpen(opened.id(), opened.userId(), opened.expiresAt())
                        .blockOptional())
                .isEmpty();
        assertThat(loginSessions().findOpen("no-uuid", opened.userId(), NOON).blockOptional())
                .isEmpty();
        revoke(opened, NOON);
        assertThat(loginSessions().findOpen(opened.id(), opened.userId(), NOON).blockOptional())
                .isEmpty();
    }

    @Test
    default void listHasWhatGoesOnNewestFirst() {
        String user = storedUser();
        LoginSession first = opened(user, token());
        RefreshToken secondToken = token();
        LoginSession second = new LoginSession(
                UuidV7.next(Clock.systemUTC()),
                user,
                null,
                first.authenticatedAt().plusSeconds(1),
                first.expiresAt());
        loginSessions().open(second, secondToken, ORIGIN).block();
        LoginSession third = opened(user, token());
        opened(storedUser(), token());
        revoke(third, NOON);
        refreshTokens().rotate(secondToken, token(), LATER).block();

        assertThat(loginSessions().list(user, NOON, 0, 10).block())
                .containsExactly(
                        new OpenLoginSession(second, ORIGIN.address(), LATER),
                        new OpenLoginSession(first, ORIGIN.address(), NOON));
        assertThat(loginSessions().list(user, NOON, 1, 10).block()).hasSize(1);
        assertThat(loginSessions().count(user, NOON).block()).isEqualTo(2);
        assertThat(loginSessions().count(user, first.expiresAt()).block()).isZero();
    }

    @Test
    default void revokedLoginSessionIsOverForGood() {
        RefreshToken token = token();
        LoginSession opened = opened(storedUser(), token);
        assertThat(loginSessions()
                        .revoke(opened.id(), storedUser(), LATER, LAST_TOKEN)
                        .blockOptional())
                .isEmpty();

        assertThat(loginSessions()
                        .revoke(opened.id(), opened.userId(), LATER, LAST_TOKEN)
                        .block())
                .isEqualTo(new RevokedLoginSession(opened.id(), opened.userId(), LATER, LAST_TOKEN, 2));

        assertThat(stands(opened, LATER)).isFalse();
        assertThat(revoke(opened, LATER)).isNull();
        assertThat(refreshTokens().rotate(token, token(), LATER).block()).isFalse();
        assertThat(refreshTokens().find(token).block().rotated()).isFalse();
    }

    @Test
    default void ofManyRevocationsAtOnceOneSucceeds() {
        LoginSession opened = opened(storedUser(), token());

        List<RevokedLoginSession> revoked = Flux.range(0, 8)
                .flatMap(_ -> loginSessions().revoke(opened.id(), null, LATER, LAST_TOKEN))
                .collectList()
                .block();

        assertThat(revoked).hasSize(1);
    }

    @Test
    default void othersAreRevokedSomeAtATime() {
        String user = storedUser();
        LoginSession kept = opened(user, token());
        List<LoginSession> others = List.of(opened(user, token()), opened(user, token()), opened(user, token()));

        assertThat(revokeOthers(user, kept)).hasSize(2);
        assertThat(revokeOthers(user, kept)).hasSize(1);
        assertThat(revokeOthers(user, kept)).isEmpty();

        assertThat(stands(kept, LATER)).isTrue();
        assertThat(others).noneMatch(other -> stands(other, LATER));
    }

    @Test
    default void allAreRevokedWhenNoneIsKept() {
        String user = storedUser();
        LoginSession first = opened(user, token());
        LoginSession second = opened(user, token());

        assertThat(loginSessions()
                        .revokeOthers(user, null, 10, LATER, LAST_TOKEN)
                        .block())
                .extracting(RevokedLoginSession::id)
                .containsExactlyInAnyOrder(first.id(), second.id());
    }

    @Test
    default void revokedOnesAreThereUntilTheyAreForgotten() {
        LoginSession opened = opened(storedUser(), token());
        LoginSession later = opened(storedUser(), token());
        var revoked = revoke(opened, LATER);
        loginSessions()
                .revoke(later.id(), null, LATER, LAST_TOKEN.plusSeconds(1))
                .block();

        assertThat(loginSessions().lockRevokedAfter("", 10_000).block())
                .contains(revoked)
                .isSortedAccordingTo(Comparator.comparing(RevokedLoginSession::id));
        assertThat(loginSessions().lockRevokedAfter(opened.id(), 10_000).block())
                .doesNotContain(revoked);
        assertThat(forget(LAST_TOKEN.minusSeconds(1)))
                .extracting(RevokedLoginSession::id)
                .doesNotContain(opened.id());

        assertThat(forget(LAST_TOKEN))
                .contains(new RevokedLoginSession(opened.id(), opened.userId(), LATER, LAST_TOKEN, 3))
                .extracting(RevokedLoginSession::id)
                .doesNotContain(later.id());

        assertThat(forget(LAST_TOKEN)).isEmpty();
        assertThat(loginSessions().lockRevokedAfter("", 10_000).block()).doesNotContain(revoked);
        assertThat(stands(opened, LATER)).isFalse();
    }

    @Test
    default void whatIsYetToBeForgottenIsNotDeleted() {
        RefreshToken token = token();
        LoginSession opened = opened(storedUser(), token);
        loginSessions()
                .revoke(opened.id(), null, LATER, opened.expiresAt().plusSeconds(1))
                .block();

        loginSessions().deleteEnded(opened.expiresAt(), 10_000).block();
        assertThat(refreshTokens().find(token).blockOptional()).isPresent();

        forget(opened.expiresAt().plusSeconds(1));
        loginSessions().deleteEnded(opened.expiresAt(), 10_000).block();
        assertThat(refreshTokens().find(token).blockOptional()).isEmpty();
    }

    @Test
    default void refreshTokenIsRotatedOnce() {
        RefreshToken token = token();
        RefreshToken successor = token();
        LoginSession opened = opened(storedUser(), token);
        assertThat(refreshTokens().find(token).block()).isEqualTo(new RefreshTokenRepository.Presented(opened, false));
        assertThat(refreshTokens().find(successor).blockOptional()).isEmpty();

        assertThat(refreshTokens().rotate(token, successor, LATER).block()).isTrue();

        assertThat(refreshTokens().find(token).block()).isEqualTo(new RefreshTokenRepository.Presented(opened, true));
        assertThat(refreshTokens().rotate(token, token(), LATER).block()).isFalse();
        assertThat(refreshTokens().rotate(successor, token(), LATER).block()).isTrue();
        assertThat(refreshTokens().rotate(token(), token(), LATER).block()).isFalse();
    }

    @Test
    default void ofManyRotationsAtOnceOneSucceeds() {
        RefreshToken token = token();
        opened(storedUser(), token);

        List<Boolean> rotated = Flux.range(0, 8)
                .flatMap(_ -> refreshTokens().rotate(token, token(), LATER))
                .collectList()
                .block();

        assertThat(rotated).hasSize(8).containsOnlyOnce(true);
    }

    @Test
    default void refreshTokenIsGoodUntilItsLoginSessionExpires() {
        RefreshToken token = token();
        LoginSession opened = opened(storedUser(), token);

        assertThat(refreshTokens().rotate(token, token(), opened.expiresAt()).block())
                .isFalse();
    }

    @Test
    default void endedLoginSessionsAreDeletedWithTheirTokens() {
        RefreshToken token = token();
        RefreshToken successor = token();
        LoginSession opened = opened(storedUser(), token);
        refreshTokens().rotate(token, successor, LATER).block();

        loginSessions().deleteEnded(opened.expiresAt().minusSeconds(1), 1_000).block();
        assertThat(stands(opened, NOON)).isTrue();
        assertThat(loginSessions().deleteEnded(opened.expiresAt(), 1_000).block())
                .isPositive();

        assertThat(stands(opened, NOON)).isFalse();
        assertThat(refreshTokens().find(token).blockOptional()).isEmpty();
        assertThat(refreshTokens().find(successor).blockOptional()).isEmpty();
        assertThat(loginSessions().deleteEnded(opened.expiresAt(), 1_000).block())
                .isZero();
    }

    static LoginSession of(String userId) {
        return new LoginSession(UuidV7.next(Clock.systemUTC()), userId, DEVICE, NOON, NOON.plus(Duration.ofDays(7)));
    }

    static RefreshToken token() {
        return RefreshToken.random(new SecureRandom());
    }

    private LoginSession opened(String userId, RefreshToken token) {
        LoginSession opened = of(userId);
        loginSessions().open(opened, token, ORIGIN).block();
        return opened;
    }

    private boolean stands(LoginSession loginSession, Instant at) {
        return loginSessions()
                .stands(loginSession.id(), loginSession.userId(), NOON, at)
                .block();
    }

    private RevokedLoginSession revoke(LoginSession loginSession, Instant at) {
        return loginSessions().revoke(loginSession.id(), null, at, LAST_TOKEN).block();
    }

    private List<RevokedLoginSession> revokeOthers(String userId, LoginSession kept) {
        return loginSessions()
                .revokeOthers(userId, kept.id(), 2, LATER, LAST_TOKEN)
                .block();
    }

    private List<RevokedLoginSession> forget(Instant at) {
        return loginSessions().forget(at, 10_000).block();
    }

    private String storedUser() {
        User user = UserRepositoryContract.unique(Set.of());
        users().insert(user, "hash").block();
        return user.id();
    }
}
