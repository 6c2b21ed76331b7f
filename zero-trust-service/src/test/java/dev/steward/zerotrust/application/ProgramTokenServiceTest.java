package dev.steward.zerotrust.application;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.steward.events.SourcePrefix;
import dev.steward.zerotrust.application.ApiKeyService.Issue;
import dev.steward.zerotrust.application.ProgramTokenOutcome.Issued;
import dev.steward.zerotrust.domain.GroupRoles;
import dev.steward.zerotrust.domain.PresentedSecret;
import dev.steward.zerotrust.domain.ProjectId;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.Scopes;
import dev.steward.zerotrust.domain.SecretId;
import dev.steward.zerotrust.domain.ServiceAccount;
import dev.steward.zerotrust.domain.ServiceAccountChange;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.domain.UserChange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProgramTokenServiceTest {

    private static final String ADDRESS = "203.0.113.7";
    private static final Instant EXPIRY = Identity.NOON.plus(Duration.ofDays(90));

    private final Identity identity = new Identity();
    private final ProgramTokenService tokens = identity.programTokens;

    @Test
    void clientGetsWhatItMayDo() throws Exception {
        ServiceAccount account = account(Role.OPERATOR);

        Issued issued = (Issued) forClient(account);

        assertThat(issued.scopes().wire()).isEqualTo("*:read dead-letters:* incidents:* sessions:admin");
        assertThat(issued.expiresIn()).isEqualTo(Duration.ofMinutes(15));
        Map<String, Object> claims =
                SignedJWT.parse(issued.accessToken()).getPayload().toJSONObject();
        assertThat(claims)
                .containsEntry("sub", account.id())
                .containsEntry("sid", account.id())
                .containsEntry("client_id", account.id())
                .containsEntry("roles", List.of("operator"))
                .containsEntry("scope", issued.scopes().wire())
                .doesNotContainKeys("auth_time", "acr", "mfa_at");
    }

    @Test
    void saysTheEventSourceOfAServiceAccountByItsSecretAndByAKey() throws Exception {
        ServiceAccount account = identity.serviceAccountService
                .create("Sender", new SourcePrefix("/ci"), Set.of(Role.OPERATOR))
                .block()
                .account();

        assertThat(eventSource(forClient(account))).isEqualTo("/ci");
        assertThat(eventSource(exchanged(key(account.user(), EXPIRY, "*:*")))).isEqualTo("/ci");
        assertThat(eventSource(exchanged(key(identity.user("ada", Role.ADMIN), EXPIRY, "*:*"))))
                .isNull();

        identity.serviceAccountService
                .change(account.id(), _ -> true, new ServiceAccountChange(null, "/cd", new UserChange(null, null)))
                .block();
        assertThat(eventSource(forClient(account))).isEqualTo("/cd");
    }

    private static @Nullable Object eventSource(ProgramTokenOutcome outcome) throws Exception {
        return SignedJWT.parse(((Issued) outcome).accessToken())
                .getPayload()
                .toJSONObject()
                .get("event_source");
    }

    @Test
    void clientGetsOfWhatItAsksForWhatItMayDo() {
        ServiceAccount account = account(Role.OPERATOR);

        assertThat(((Issued) forClient(account, scopes("jobs:*", "users:write")))
                        .scopes()
                        .wire())
                .isEqualTo("jobs:read");
        assertThat(forClient(account, scopes("users:write"))).isEqualTo(new ProgramTokenOutcome.NothingLeft());
        assertThat(forClient(account())).isEqualTo(new ProgramTokenOutcome.NothingLeft());
    }

    @Test
    void membershipsCountAsTheyAreNow() {
        User ada = identity.user("ada");
        Issue key = key(ada, EXPIRY, "jobs:*");
        assertThat(exchanged(key)).isEqualTo(new ProgramTokenOutcome.NothingLeft());

        identity.projectService.create(new ProjectId("atlas"), "Atlas").block();
        identity.projectService
                .admit(new ProjectId("atlas"), ada.id(), Role.VIEWER)
                .block();
        assertThat(((Issued) exchanged(key)).scopes().wire()).isEqualTo("jobs:read");
        identity.projectService
                .admit(new ProjectId("atlas"), ada.id(), Role.DEVELOPER)
                .block();
        assertThat(((Issued) exchanged(key)).scopes().wire()).isEqualTo("jobs:*");
    }

    @Test
    void keyIsGoodForWhatGroupsGiveItsOwner() throws Exception {
        User ada = identity.user("ada");
        Issue key = key(ada, EXPIRY, "*:*");
        assertThat(exchanged(key)).isEqualTo(new ProgramTokenOutcome.NothingLeft());
        identity.roleService.create("crew", Set.of("jobs:create")).block();
        GroupOutcome.Done group = (GroupOutcome.Done) identity.groupService
                .create("Crew", GroupRoles.of(Set.of("crew")))
                .block();

        identity.groupService.admit(group.group().id(), ada.id()).block();

        Issued issued = (Issued) exchanged(key);
        assertThat(issued.scopes().wire()).isEqualTo("jobs:create");
        assertThat(SignedJWT.parse(issued.accessToken()).getPayload().toJSONObject())
                .containsEntry("roles", List.of("crew", "jobs:create"));
        identity.groupService.expel(group.group().id(), ada.id()).block();
        assertThat(exchanged(key)).isEqualTo(new ProgramTokenOutcome.NothingLeft());
    }

    @Test
    void tokenOfAKeyDoesNotOutliveIt() {
        Issue key = key(identity.user("ada", Role.ADMIN), Identity.NOON.plusSeconds(60), "*:*");

        assertThat(((Issued) exchanged(key)).expiresIn()).isEqualTo(Duration.ofMinutes(1));
        identity.pass(Duration.ofMinutes(1));
        assertThat(exchanged(key)).isEqualTo(new ProgramTokenOutcome.NoSuchKey());
    }

    @Test
    void tokenOfARotatedSecretEndsWithTheOverlapAndNamesItself() throws Exception {
        Issue old = key(identity.user("ada", Role.ADMIN), EXPIRY, "*:*");
        Issue next = identity.apiKeyService
                .rotate(old.key().id(), Duration.ofMinutes(5), null, "user")
                .block();

        Issued ofOld = (Issued) exchanged(old);
        Issued ofNext = (Issued) exchanged(next);

        assertThat(ofOld.expiresIn()).isEqualTo(Duration.ofMinutes(5));
        assertThat(ofNext.expiresIn()).isEqualTo(Duration.ofMinutes(15));
        assertThat(SignedJWT.parse(ofOld.accessToken()).getPayload().toJSONObject())
                .containsEntry("sid", old.key().id())
                .containsEntry("client_id", old.key().id());
        assertThat(SignedJWT.parse(ofNext.accessToken()).getPayload().toJSONObject())
                .containsEntry("sid", old.key().id() + ".1")
                .containsEntry("client_id", old.key().id());
    }

    @Test
    void keyIsGoodForNoMoreThanItsScopes() {
        Issue key = key(identity.user("ada", Role.ADMIN), EXPIRY, "jobs:*");

        assertThat(((Issued) tokens.forApiKey(key.secret().value(), scopes("*:read"), ADDRESS)
                                .block())
                        .scopes()
                        .wire())
                .isEqualTo("jobs:read");
        assertThat(tokens.forApiKey(key.secret().value(), scopes("users:read"), ADDRESS)
                        .block())
                .isEqualTo(new ProgramTokenOutcome.NothingLeft());
    }

    @Test
    void keyOfWhoIsDisabledGetsNothingAndNeitherDoesARevokedOne() {
        User ada = identity.user("ada", Role.ADMIN);
        Issue one = key(ada, EXPIRY, "*:*");
        Issue other = key(ada, EXPIRY, "*:*");

        identity.apiKeyService.revoke(one.key().id()).block();
        assertThat(exchanged(one)).isEqualTo(new ProgramTokenOutcome.NoSuchKey());
        assertThat(exchanged(other)).isInstanceOf(Issued.class);
        identity.users
                .update(ada.changed(new UserChange(null, true), Identity.NOON))
                .block();
        assertThat(exchanged(other)).isEqualTo(new ProgramTokenOutcome.NoSuchKey());
    }

    @Test
    void wrongKeysAreCountedByAddressAndLockNobody() {
        Issue key = key(identity.user("ada", Role.ADMIN), EXPIRY, "*:*");
        for (int i = 0; i < 100; i++) {
            assertThat(tokens.forApiKey("stw_wrong", null, ADDRESS).block())
                    .isEqualTo(new ProgramTokenOutcome.NoSuchKey());
        }

        assertThat(tokens.forApiKey("stw_wrong", null, ADDRESS).block())
                .isEqualTo(new ProgramTokenOutcome.Blocked(Duration.ofMinutes(1)));
        assertThat(exchanged(key)).isInstanceOf(Issued.class);
    }

    private ProgramTokenOutcome forClient(ServiceAccount account) {
        return forClient(account, null);
    }

    private ProgramTokenOutcome forClient(ServiceAccount account, @Nullable Scopes asked) {
        var secret = new PresentedSecret(new SecretId(account.id(), 0), null);
        return tokens.forClient(account, secret, asked).block();
    }

    private ProgramTokenOutcome exchanged(Issue key) {
        return tokens.forApiKey(key.secret().value(), null, ADDRESS).block();
    }

    private Issue key(User owner, Instant expiry, String... scopes) {
        return identity.apiKeyService
                .issue(owner.id(), "CI", scopes(scopes), expiry)
                .block();
    }

    private ServiceAccount account(Role... roles) {
        return identity.serviceAccountService
                .create("Deployer", null, Set.of(roles))
                .block()
                .account();
    }

    private static Scopes scopes(String... names) {
        return Scopes.of(List.of(names));
    }
}
