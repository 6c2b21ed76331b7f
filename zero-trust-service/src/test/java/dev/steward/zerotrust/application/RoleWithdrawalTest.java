package dev.steward.zerotrust.application;

import static dev.steward.zerotrust.application.Identity.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.steward.events.trust.UserStateChanged;
import dev.steward.kit.outbox.Tombstone;
import dev.steward.zerotrust.application.LoginOutcome.LoggedIn;
import dev.steward.zerotrust.application.ProgramTokenOutcome.Issued;
import dev.steward.zerotrust.domain.Group;
import dev.steward.zerotrust.domain.GroupChange;
import dev.steward.zerotrust.domain.GroupRoles;
import dev.steward.zerotrust.domain.LoginOrigin;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.Scopes;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.domain.UserChange;
import dev.steward.zerotrust.port.FakeUserRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class RoleWithdrawalTest {

    private final Identity identity = new Identity();
    private final User root = identity.user("root", Role.ADMIN);
    private final User ada = identity.user("ada", Role.OPERATOR);
    private final Group crew = crew();

    @BeforeEach
    void forgetTheCreation() {
        identity.outbox.appended.clear();
    }

    @Test
    void lostRoleEndsTheTokensOfTheSecondAndNoLaterOnes() throws Exception {
        identity.pass(Duration.ofMillis(300));
        LoggedIn before = login();

        identity.pass(Duration.ofMillis(300));
        roles(ada, Role.VIEWER);
        identity.pass(Duration.ofMillis(300));
        LoggedIn after = refreshed(before);

        Instant validFrom = validFrom(ada);
        assertThat(validFrom).isEqualTo(NOON.plusSeconds(1));
        assertThat(issuedAt(before)).isBefore(validFrom);
        assertThat(issuedAt(after)).isEqualTo(validFrom);
        assertThat(roles(after)).containsExactly("viewer");
        identity.pass(Duration.ofSeconds(5));
        assertThat(issuedAt(refreshed(after))).isEqualTo(NOON.plusSeconds(6));
    }

    @Test
    void tokenBetweenTwoWithdrawalsIsOneOfBeforeTheSecond() throws Exception {
        roles(ada, Role.VIEWER, Role.DEVELOPER);
        LoggedIn between = login();
        assertThat(stands(between)).isTrue();
        roles(ada, Role.VIEWER);

        assertThat(stands(between)).isFalse();
        LoggedIn after = refreshed(between);
        assertThat(stands(after)).isTrue();
        assertThat(issuedAt(after)).isEqualTo(NOON.plusSeconds(2)).isEqualTo(identity.clock.instant());
    }

    @Test
    void withdrawalsOfOneSecondDoNotAddUp() throws Exception {
        LoggedIn before = login();
        for (int i = 0; i < 5; i++) {
            identity.pass(Duration.ofMillis(90));
            roles(ada, Role.VIEWER);
            identity.pass(Duration.ofMillis(90));
            roles(ada, Role.DEVELOPER);
        }

        assertThat(validFrom(ada)).isEqualTo(NOON.plusSeconds(1));
        assertThat(stands(before)).isFalse();
        LoggedIn after = refreshed(before);
        assertThat(stands(after)).isTrue();
        assertThat(issuedAt(after)).isEqualTo(NOON.plusSeconds(1)).isEqualTo(identity.clock.instant());
    }

    @Test
    void whoWaitsForATokenGetsWhatIsLeftThen() throws Exception {
        LoggedIn before = login();
        roles(ada, Role.VIEWER, Role.DEVELOPER);
        identity.meanwhile = () -> roles(ada, Role.VIEWER);

        LoggedIn after = refreshed(before);

        assertThat(roles(after)).containsExactly("viewer");
        assertThat(stands(after)).isTrue();
    }

    @Test
    void tokenIsDatedBeforeItsUserIsReadWhoMayChangeRightThen() {
        User changed = identity.users.find(ada.id()).block().outdated(NOON);
        identity.pass(Duration.ofMillis(999));
        var users = new FakeUserRepository() {
            @Override
            public Mono<User> settled(String id) {
                return Mono.fromSupplier(() -> {
                    identity.pass(Duration.ofSeconds(1));
                    return changed;
                });
            }
        };
        var waits = new ArrayList<Duration>();
        var time = new IssueTime(users, identity.clock, wait -> Mono.fromRunnable(() -> waits.add(wait)));

        assertThat(time.issue(ada, (_, now) -> Mono.just(now)).block()).isEqualTo(NOON.plusMillis(1_999));
        assertThat(waits).singleElement().satisfies(wait -> assertThat(wait).isNegative());
    }

    @Test
    void programWaitsForATokenToo() throws Exception {
        var key = identity.apiKeyService
                .issue(root.id(), "CI", Scopes.of(List.of("jobs:read")), NOON.plusSeconds(2))
                .block();
        identity.groupService.admit(crew.id(), root.id()).block();
        identity.groupService.expel(crew.id(), root.id()).block();

        var issued = (Issued) identity.programTokens
                .forApiKey(key.secret().value(), null, "192.0.2.1")
                .block();

        assertThat(issuedAt(issued.accessToken())).isEqualTo(NOON.plusSeconds(1));
        assertThat(issued.expiresIn()).isEqualTo(Duration.ofSeconds(1));
        identity.groupService.admit(crew.id(), root.id()).block();
        identity.groupService.expel(crew.id(), root.id()).block();
        assertThat(identity.programTokens
                        .forApiKey(key.secret().value(), null, "192.0.2.1")
                        .block())
                .isEqualTo(new ProgramTokenOutcome.NoSuchKey());
    }

    @Test
    void gainedRoleEndsNothing() {
        roles(ada, Role.OPERATOR, Role.VIEWER);
        identity.groupService.admit(crew.id(), root.id()).block();
        change(GroupRoles.of(Set.of("viewer", "crew", "operator")));
        identity.roleService
                .change("crew", _ -> true, Set.of("jobs:create", "jobs:read"))
                .block();
        identity.roleService
                .change("crew", _ -> true, Set.of("jobs:create", "jobs:read"))
                .block();

        assertThat(entries()).isEmpty();
    }

    @Test
    void whoLeavesAGroupLosesItsRoles() {
        identity.groupService.expel(crew.id(), ada.id()).block();
        identity.groupService.expel(crew.id(), ada.id()).block();

        assertThat(entries()).containsExactly(lost(ada));
    }

    @Test
    void groupThatGivesLessTakesItFromAllItsMembers() {
        identity.groupService.admit(crew.id(), root.id()).block();
        change(GroupRoles.of(Set.of("crew")));

        assertThat(entries()).containsExactlyInAnyOrder(lost(ada), lost(root));
    }

    @Test
    void deletedGroupTakesWhatItGave() {
        identity.groupService.delete(crew.id()).block();

        assertThat(entries()).containsExactly(lost(ada));
    }

    @Test
    void groupWithoutRolesTakesNothing() {
        change(GroupRoles.of(Set.of()));
        identity.outbox.appended.clear();

        identity.groupService.expel(crew.id(), ada.id()).block();

        assertThat(entries()).isEmpty();
    }

    @Test
    void customRoleThatPermitsLessTakesItFromItsHolders() {
        identity.roleService.change("crew", _ -> true, Set.of("jobs:read")).block();

        assertThat(entries()).containsExactly(lost(ada));
    }

    @Test
    void everyHolderIsFoundInPages() {
        for (int i = 0; i < 600; i++) {
            identity.groupService
                    .admit(crew.id(), identity.user("user-" + i).id())
                    .block();
        }
        identity.outbox.appended.clear();

        identity.roleService.change("crew", _ -> true, Set.of("jobs:read")).block();

        assertThat(entries()).hasSize(601).doesNotHaveDuplicates();
    }

    @Test
    void entryEndsWithTheLastTokenOfBefore() {
        roles(ada, Role.VIEWER);
        identity.administration.delete(root.id()).block();
        assertThat(published()).contains("user/" + ada.id() + "#2");

        identity.pass(Duration.ofMinutes(16).plusSeconds(1));
        identity.withdrawal.cleanUp().block();
        assertThat(identity.outbox.events()).isEmpty();
        identity.pass(Duration.ofMillis(1));
        identity.withdrawal.cleanUp().block();
        identity.withdrawal.cleanUp().block();

        assertThat(identity.outbox.positions()).containsExactly("user/" + ada.id() + "#3");
        assertThat(identity.outbox.events()).containsExactly(new Tombstone(UserStateChanged.class));
        assertThat(published()).noneMatch(position -> position.startsWith("user/"));
    }

    @Test
    void whoIsDisabledForAMomentHasNoTokenOfBeforeEither() {
        identity.administration
                .change(ada.id(), _ -> true, new UserChange(null, true))
                .block();
        identity.administration
                .change(ada.id(), _ -> true, new UserChange(null, false))
                .block();
        assertThat(validFrom(ada)).isEqualTo(NOON.plusSeconds(1));
        identity.pass(Duration.ofMinutes(17));
        identity.outbox.appended.clear();

        identity.withdrawal.cleanUp().block();

        assertThat(identity.outbox.events()).containsExactly(new UserStateChanged(ada.id(), false, NOON, null));
    }

    private Group crew() {
        identity.roleService.create("crew", Set.of("jobs:create")).block();
        var made = (GroupOutcome.Done) identity.groupService
                .create("Crew", GroupRoles.of(Set.of("viewer", "crew")))
                .block();
        identity.groupService.admit(made.group().id(), ada.id()).block();
        return made.group();
    }

    private void roles(User user, Role... roles) {
        identity.administration
                .change(user.id(), _ -> true, new UserChange(Set.of(roles), null))
                .block();
    }

    private void change(GroupRoles roles) {
        identity.groupService
                .change(crew.id(), _ -> true, new GroupChange(null, roles))
                .block();
    }

    private LoggedIn login() {
        return (LoggedIn) identity.logins
                .login("ada", Identity.PASSWORD.value(), null, LoginOrigin.of("192.0.2.1"))
                .block();
    }

    private LoggedIn refreshed(LoggedIn before) {
        var outcome = identity.refreshes.refresh(before.refreshToken().value()).block();
        return ((RefreshOutcome.Refreshed) outcome).tokens();
    }

    private @Nullable Instant validFrom(User user) {
        return identity.users.find(user.id()).block().tokensValidFrom();
    }

    private static UserStateChanged lost(User user) {
        return new UserStateChanged(user.id(), false, user.createdAt(), NOON.plusSeconds(1));
    }

    private List<UserStateChanged> entries() {
        return identity.outbox.events().stream()
                .filter(UserStateChanged.class::isInstance)
                .map(UserStateChanged.class::cast)
                .toList();
    }

    private List<String> published() {
        identity.outbox.appended.clear();
        identity.publisher.publishAll().block();
        List<String> positions = identity.outbox.positions();
        identity.outbox.appended.clear();
        return positions;
    }

    private boolean stands(LoggedIn login) throws Exception {
        return identity.loginSessions
                .stands(login.loginSessionId(), ada.id(), issuedAt(login), identity.clock.instant())
                .block();
    }

    private static Instant issuedAt(LoggedIn login) throws Exception {
        return issuedAt(login.accessToken());
    }

    private static Instant issuedAt(String token) throws Exception {
        return SignedJWT.parse(token).getJWTClaimsSet().getIssueTime().toInstant();
    }

    private static List<String> roles(LoggedIn login) throws Exception {
        return SignedJWT.parse(login.accessToken()).getJWTClaimsSet().getStringListClaim("roles").stream()
                .filter(role -> !role.equals("crew") && !role.startsWith("jobs:"))
                .toList();
    }
}
