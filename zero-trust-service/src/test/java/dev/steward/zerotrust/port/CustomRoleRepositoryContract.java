package dev.steward.zerotrust.port;

import static dev.steward.zerotrust.port.UserRepositoryContract.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.UuidV7;
import dev.steward.zerotrust.domain.CustomRole;
import dev.steward.zerotrust.domain.Group;
import dev.steward.zerotrust.domain.GroupChange;
import dev.steward.zerotrust.domain.GroupRoles;
import dev.steward.zerotrust.domain.User;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every {@link CustomRoleRepository} does, and what its roles mean for a {@link GroupRepository}. */
public interface CustomRoleRepositoryContract {

    AtomicInteger ROLES = new AtomicInteger();

    UserRepository users();

    GroupRepository groups();

    CustomRoleRepository customRoles();

    @Test
    default void nameOfARoleIsTakenOnce() {
        CustomRole role = role("jobs:read", "costs:read");

        assertThat(customRoles().find(role.name()).block()).isEqualTo(role);
        assertThat(customRoles().lock(role.name()).block()).isEqualTo(role);
        assertThat(customRoles()
                        .insert(CustomRole.named(role.name(), Set.of("users:read"), NOON))
                        .block())
                .isFalse();
        assertThat(customRoles().find(role.name()).block()).isEqualTo(role);
        assertThat(customRoles().find("no\u0000name").blockOptional()).isEmpty();
    }

    @Test
    default void roleChangesFromTheVersionBefore() {
        CustomRole role = role("jobs:read");
        CustomRole changed = role.changed(Set.of("jobs:create"));

        assertThat(customRoles().update(changed).block()).isTrue();
        assertThat(customRoles().update(changed).block()).isFalse();
        assertThat(customRoles().find(role.name()).block()).isEqualTo(changed);
    }

    @Test
    default void rolesAreListedByTheirNames() {
        CustomRole one = role("jobs:read");
        CustomRole two = role("jobs:read");

        List<CustomRole> all = customRoles().list(0, 1_000).block();
        assertThat(all).contains(one, two);
        assertThat(all).isSortedAccordingTo((a, b) -> a.name().compareTo(b.name()));
        assertThat(customRoles().list(1, 1).block()).containsExactly(all.get(1));
        assertThat(customRoles().count().block()).isEqualTo(all.size());
        assertThat(customRoles().keep(Set.of(one.name(), "nothing")).block()).containsExactly(one.name());
    }

    @Test
    default void groupGivesRolesAndWhatTheyPermit() {
        CustomRole one = role("jobs:read", "costs:read");
        CustomRole other = role("users:read");
        String ada = user();
        Group group = Group.founded(
                UuidV7.next(Clock.systemUTC()), "Crew", GroupRoles.of(List.of("operator", one.name())), NOON);
        groups().insert(group).block();
        groups().addMember(group.id(), ada).block();

        assertThat(groups().find(group.id()).block()).isEqualTo(group);
        assertThat(groups().rolesOf(ada).block())
                .containsExactlyInAnyOrder("operator", one.name(), "jobs:read", "costs:read");

        Group changed = group.changed(new GroupChange(null, GroupRoles.of(List.of(other.name()))));
        assertThat(groups().update(changed).block()).isTrue();
        assertThat(groups().lock(group.id()).block()).isEqualTo(changed);
        assertThat(groups().rolesOf(ada).block()).containsExactlyInAnyOrder(other.name(), "users:read");
    }

    @Test
    default void roleThatAGroupGivesStays() {
        CustomRole role = role("jobs:read");
        Group group = Group.founded(UuidV7.next(Clock.systemUTC()), "Crew", GroupRoles.of(List.of(role.name())), NOON);
        groups().insert(group).block();

        assertThat(customRoles().delete(role.name()).block()).isFalse();
        assertThat(customRoles().find(role.name()).block()).isEqualTo(role);
        groups().delete(group.id()).block();
        assertThat(customRoles().delete(role.name()).block()).isTrue();
        assertThat(customRoles().find(role.name()).blockOptional()).isEmpty();
    }

    private CustomRole role(String... permissions) {
        CustomRole role = CustomRole.named("role-" + ROLES.incrementAndGet(), Set.of(permissions), NOON);
        assertThat(customRoles().insert(role).block()).isTrue();
        return role;
    }

    private String user() {
        User user = UserRepositoryContract.unique(Set.of());
        users().insert(user, "hash").block();
        return user.id();
    }
}
