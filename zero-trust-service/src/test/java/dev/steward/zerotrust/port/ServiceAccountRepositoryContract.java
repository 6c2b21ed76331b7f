package dev.steward.zerotrust.port;

import static dev.steward.zerotrust.port.UserRepositoryContract.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.SourcePrefix;
import dev.steward.events.UuidV7;
import dev.steward.zerotrust.domain.OpaqueSecret;
import dev.steward.zerotrust.domain.PresentedSecret;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.SecretId;
import dev.steward.zerotrust.domain.ServiceAccount;
import dev.steward.zerotrust.domain.ServiceAccountChange;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.domain.UserChange;
import dev.steward.zerotrust.domain.UserFilter;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link ServiceAccountRepository} does. */
public interface ServiceAccountRepositoryContract {

    UserRepository users();

    ServiceAccountRepository serviceAccounts();

    @Test
    default void serviceAccountIsFoundAsItWas() {
        ServiceAccount account = inserted(anySecret(), Role.OPERATOR, Role.ADMIN);

        assertThat(serviceAccounts().find(account.id()).block()).isEqualTo(account);
        assertThat(serviceAccounts().lock(account.id()).block()).isEqualTo(account);
        assertThat(serviceAccounts().find("no-uuid").blockOptional()).isEmpty();
        assertThat(serviceAccounts().rotate("no-uuid", anySecret(), NOON).blockOptional())
                .isEmpty();
    }

    @Test
    default void listsTheNewestAccountsFirst() {
        List<ServiceAccount> newestFirst = Stream.of(inserted(anySecret()), inserted(anySecret()))
                .sorted(Comparator.comparing(ServiceAccount::id).reversed())
                .toList();

        assertThat(serviceAccounts().list(0, 100).block()).containsSubsequence(newestFirst);
        assertThat(serviceAccounts().list(0, 1).block()).hasSize(1);
        assertThat(serviceAccounts().list(1, 100).block())
                .doesNotContainAnyElementsOf(serviceAccounts().list(0, 1).block());
        assertThat(serviceAccounts().count().block()).isGreaterThanOrEqualTo(2);
    }

    @Test
    default void serviceAccountIsNoPerson() {
        User user = inserted(anySecret(), Role.ADMIN).user();

        assertThat(users().find(user.id()).block()).isEqualTo(user);
        assertThat(users().credential(user.username()).blockOptional()).isEmpty();
        assertThat(users().changePassword(user.id(), "hash").blockOptional()).isEmpty();
        assertThat(users().lockAdmins().block()).doesNotContain(user.id());
        assertThat(users().list(new UserFilter(user.username(), null, null), 0, 10)
                        .block())
                .isEmpty();
        assertThat(users().count(new UserFilter(user.username(), null, null)).block())
                .isZero();
    }

    @Test
    default void secretIsThatOfOneAccount() {
        OpaqueSecret secret = anySecret();
        ServiceAccount account = inserted(secret);
        ServiceAccount other = inserted(anySecret());

        assertThat(authenticated(account, secret)).isTrue();
        assertThat(authenticated(other, secret)).isFalse();
        assertThat(authenticated(account, anySecret())).isFalse();
        assertThat(serviceAccounts().authenticate("no-uuid", secret, NOON).blockOptional())
                .isEmpty();
    }

    @Test
    default void oldSecretIsGoodForTheOverlapAndTheOneBeforeItNoMore() {
        OpaqueSecret first = anySecret();
        OpaqueSecret second = anySecret();
        OpaqueSecret third = anySecret();
        ServiceAccount account = inserted(first);

        assertThat(serviceAccounts()
                        .rotate(account.id(), second, NOON.plusSeconds(1))
                        .block())
                .isEqualTo(1);
        assertThat(authenticated(account, first)).isTrue();
        assertThat(authenticated(account, second)).isTrue();
        assertThat(serviceAccounts()
                        .authenticate(account.id(), first, NOON.plusSeconds(1))
                        .blockOptional())
                .isEmpty();

        assertThat(serviceAccounts().rotate(account.id(), third, NOON).block()).isEqualTo(2);
        assertThat(authenticated(account, first)).isFalse();
        assertThat(authenticated(account, second)).isFalse();
        assertThat(authenticated(account, third)).isTrue();
    }

    @Test
    default void tokensOfAClientSecretStandAsLongAsItIsGood() {
        OpaqueSecret first = anySecret();
        OpaqueSecret second = anySecret();
        ServiceAccount account = inserted(first);
        String id = account.id();
        Instant overlap = NOON.plusSeconds(1);
        assertThat(standing(id, NOON)).containsExactly(true, false, false);

        serviceAccounts().rotate(id, second, overlap).block();
        assertThat(serviceAccounts().authenticate(id, first, NOON).block().secret())
                .isEqualTo(new PresentedSecret(new SecretId(id, 0), overlap));
        assertThat(serviceAccounts().authenticate(id, second, NOON).block().secret())
                .isEqualTo(new PresentedSecret(new SecretId(id, 1), null));
        assertThat(standing(id, NOON)).containsExactly(true, true, false);
        assertThat(standing(id, overlap)).containsExactly(false, true, false);
        serviceAccounts().rotate(id, anySecret(), overlap).block();
        assertThat(standing(id, NOON)).containsExactly(false, true, true);

        User disabled = account.user().changed(new UserChange(null, true), NOON);
        users().update(disabled).block();
        assertThat(standing(id, NOON)).containsExactly(false, false, false);
        users().update(disabled.changed(new UserChange(null, false), NOON)).block();
        assertThat(standing(id, NOON)).containsExactly(false, false, false);
        assertThat(serviceAccounts()
                        .stands(new SecretId(id, 2), NOON.plusSeconds(1), NOON)
                        .block())
                .isTrue();
        assertThat(standing("no-uuid", NOON)).containsExactly(false, false, false);
    }

    @Test
    default void disabledOrRemovedAccountHasNoGoodSecret() {
        OpaqueSecret secret = anySecret();
        ServiceAccount account = inserted(secret);
        User disabled = account.user().changed(new UserChange(null, true), NOON);

        users().update(disabled).block();
        assertThat(authenticated(account, secret)).isFalse();
        users().update(disabled.changed(new UserChange(null, false), NOON)).block();
        assertThat(authenticated(account, secret)).isTrue();
        serviceAccounts().remove(account.id()).block();
        assertThat(authenticated(account, secret)).isFalse();
        assertThat(serviceAccounts().find(account.id()).blockOptional()).isEmpty();
    }

    @Test
    default void keepsTheNewNameAndEventSource() {
        ServiceAccount account = inserted(anySecret());
        String source = "/of/" + account.id();
        ServiceAccount changed =
                account.changed(new ServiceAccountChange("Another", source, new UserChange(null, null)));

        serviceAccounts().describe(changed).block();

        assertThat(serviceAccounts().find(changed.id()).block()).isEqualTo(changed);
        assertThat(serviceAccounts().lockEventSources(changed.id()).block()).doesNotContain(new SourcePrefix(source));
        assertThat(serviceAccounts()
                        .lockEventSources(inserted(anySecret()).id())
                        .block())
                .contains(new SourcePrefix(source));

        ServiceAccount without = changed.changed(new ServiceAccountChange(null, "", new UserChange(null, null)));
        serviceAccounts().describe(without).block();
        assertThat(serviceAccounts().find(changed.id()).block()).isEqualTo(without);
    }

    @Test
    default void serviceAccountIsInsertedWithItsEventSource() {
        String id = UuidV7.next(Clock.systemUTC());
        var account = ServiceAccount.named(id, "Sender", new SourcePrefix("/from/" + id), Set.of(), NOON);
        users().insert(account.user(), "!").block();
        serviceAccounts().insert(account, anySecret()).block();

        assertThat(serviceAccounts().find(id).block()).isEqualTo(account);
    }

    private List<Boolean> standing(String id, Instant now) {
        return Stream.of(0, 1, 2)
                .map(number -> serviceAccounts()
                        .stands(new SecretId(id, number), NOON, now)
                        .block())
                .toList();
    }

    private boolean authenticated(ServiceAccount account, OpaqueSecret secret) {
        return serviceAccounts()
                .authenticate(account.id(), secret, NOON)
                .filter(found -> found.account().id().equals(account.id()))
                .hasElement()
                .block();
    }

    private ServiceAccount inserted(OpaqueSecret secret, Role... roles) {
        var account = ServiceAccount.named(UuidV7.next(Clock.systemUTC()), "Deployer", null, Set.of(roles), NOON);
        users().insert(account.user(), "!").block();
        serviceAccounts().insert(account, secret).block();
        return account;
    }

    private static OpaqueSecret anySecret() {
        return OpaqueSecret.random(new SecureRandom());
    }
}
