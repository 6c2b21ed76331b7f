package dev.steward.zerotrust.application;

import static dev.steward.zerotrust.application.Identity.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.steward.zerotrust.application.RoleOutcome.Done;
import dev.steward.zerotrust.domain.GroupChange;
import dev.steward.zerotrust.domain.GroupRoles;
import dev.steward.zerotrust.domain.LoginOrigin;
import dev.steward.zerotrust.domain.Role;
import java.text.ParseException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoleServiceTest {

    private final Identity identity = new Identity();

    @Test
    void nextTokenNamesTheRoleAndWhatItPermits() throws ParseException {
        String ada = identity.user("ada", Role.DEVELOPER).id();
        create("crew", "jobs:read", "costs:read");
        var group = ((GroupOutcome.Done) identity.groupService
                        .create("Crew", GroupRoles.of(List.of("crew")))
                        .block())
                .group();
        identity.groupService.admit(group.id(), ada).block();

        assertThat(rolesInAToken()).containsExactly("costs:read", "crew", "developer", "jobs:read");
        identity.roleService.change("crew", _ -> true, Set.of("jobs:create")).block();
        assertThat(rolesInAToken()).containsExactly("crew", "developer", "jobs:create");
        identity.groupService.expel(group.id(), ada).block();
        assertThat(rolesInAToken()).containsExactly("developer");
    }

    @Test
    void roleComesOnceChangesAndGoes() {
        assertThat(create("crew", "jobs:read")).isInstanceOf(Done.class);
        assertThat(create("crew", "costs:read")).isEqualTo(new RoleOutcome.NameTaken());
        assertThat(change("crew", 2)).isEqualTo(new RoleOutcome.Stale());
        assertThat(change("crew", 1)).isInstanceOf(Done.class);
        assertThat(change("nothing", 1)).isEqualTo(new RoleOutcome.NoSuchRole());

        var group = ((GroupOutcome.Done) identity.groupService
                        .create("Crew", GroupRoles.of(List.of("crew")))
                        .block())
                .group();
        assertThat(identity.roleService.delete("crew").block()).isEqualTo(new RoleOutcome.InUse());
        identity.groupService
                .change(group.id(), _ -> true, new GroupChange(null, GroupRoles.of(List.of())))
                .block();
        assertThat(identity.roleService.delete("crew").block()).isInstanceOf(Done.class);
        assertThat(identity.roleService.delete("crew").block()).isEqualTo(new RoleOutcome.NoSuchRole());
    }

    @Test
    void groupGivesNoRoleThatIsNone() {
        var unknown = GroupRoles.of(List.of("operator", "nothing"));

        assertThat(identity.groupService.create("Crew", unknown).block()).isEqualTo(new GroupOutcome.UnknownRole());
        assertThat(identity.groups.count(null).block()).isZero();
        var group = ((GroupOutcome.Done) identity.groupService
                        .create("Crew", GroupRoles.of(List.of("operator")))
                        .block())
                .group();
        assertThat(identity.groupService
                        .change(group.id(), _ -> true, new GroupChange("Other", unknown))
                        .block())
                .isEqualTo(new GroupOutcome.UnknownRole());
        assertThat(identity.groups.find(group.id()).block()).isEqualTo(group);
    }

    private RoleOutcome create(String name, String... permissions) {
        return identity.roleService.create(name, Set.of(permissions)).block();
    }

    private RoleOutcome change(String name, long version) {
        return identity.roleService
                .change(name, known -> known == version, Set.of("costs:read"))
                .block();
    }

    private List<String> rolesInAToken() throws ParseException {
        var login = (LoginOutcome.LoggedIn) identity.logins
                .login("ada", PASSWORD.value(), null, LoginOrigin.of("192.0.2.1"))
                .block();
        return SignedJWT.parse(login.accessToken()).getJWTClaimsSet().getStringListClaim("roles");
    }
}
