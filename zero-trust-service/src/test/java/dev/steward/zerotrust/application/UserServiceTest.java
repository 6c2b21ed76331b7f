package dev.steward.zerotrust.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.trust.UserCreated;
import dev.steward.zerotrust.domain.GroupRoles;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.domain.Username;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UserServiceTest {

    private final Identity identity = new Identity();

    @Test
    void tellsOfAUserOnce() {
        User ada = identity.user("ada", Role.OPERATOR, Role.DEVELOPER);
        var again = identity.userService
                .create(new Username("ada"), "hash", Set.of())
                .block();

        assertThat(again).isEqualTo(new UserCreation.NameTaken());
        assertThat(identity.outbox.events())
                .containsExactly(new UserCreated(ada.id(), "ada", List.of("developer", "operator")));
        assertThat(identity.outbox.positions()).containsExactly(ada.id() + "#1");
    }

    @Test
    void createsOneFirstAdmin() {
        assertThat(identity.userService.createFirstAdmin(Identity.PASSWORD).block())
                .isTrue();
        assertThat(identity.userService.createFirstAdmin(Identity.PASSWORD).block())
                .isFalse();

        assertThat(identity.users
                        .credential(new Username("admin"))
                        .block()
                        .user()
                        .roles())
                .containsExactly(Role.ADMIN);
        assertThat(identity.outbox.events()).hasSize(1);
    }

    @Test
    void createsNoAdminBesideOneByAGroup() {
        User ada = identity.user("ada");
        var group = (GroupOutcome.Done) identity.groupService
                .create("Admins", GroupRoles.of(Set.of("admin")))
                .block();
        identity.groupService.admit(group.group().id(), ada.id()).block();

        assertThat(identity.userService.createFirstAdmin(Identity.PASSWORD).block())
                .isFalse();
        assertThat(identity.users.credential(new Username("admin")).blockOptional())
                .isEmpty();
    }

    @Test
    void createsNoAdminBesideAnother() {
        identity.user("root", Role.ADMIN);

        assertThat(identity.userService.createFirstAdmin(Identity.PASSWORD).block())
                .isFalse();
        assertThat(identity.users.credential(new Username("admin")).blockOptional())
                .isEmpty();
    }
}
