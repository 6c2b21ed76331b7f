package dev.steward.zerotrust.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.trust.ApiKeyRevoked;
import dev.steward.events.trust.LoginSessionStateChanged;
import dev.steward.kit.outbox.Tombstone;
import dev.steward.zerotrust.domain.Scopes;
import dev.steward.zerotrust.domain.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SecretRevocationTest {

    private static final Instant LAST_TOKEN = Identity.NOON.plus(Duration.ofMinutes(16));

    private final Identity identity = new Identity();
    private final User ada = identity.user("ada");
    private final String key = issued();

    @BeforeEach
    void forgetTheCreation() {
        identity.outbox.appended.clear();
    }

    @Test
    void revokedKeyEndsItsTokensUntilTheLastHasExpired() {
        identity.apiKeyService.revoke(key).block();

        assertThat(identity.outbox.events())
                .contains(new LoginSessionStateChanged(key, ada.id(), Identity.NOON, LAST_TOKEN));
        assertThat(republished()).containsExactly("login-session/" + key + "#1");
        identity.pass(Duration.ofMinutes(15));
        identity.revocation.cleanUp().block();
        assertThat(entries()).isEmpty();

        identity.pass(Duration.ofMinutes(1));
        identity.revocation.cleanUp().block();
        assertThat(entries()).containsExactly("login-session/" + key + "#2");
        assertThat(identity.outbox.events()).containsExactly(new Tombstone(LoginSessionStateChanged.class));
        assertThat(republished()).isEmpty();
    }

    @Test
    void revokedKeyEndsTheTokensOfBothItsSecrets() {
        rotate(Duration.ofHours(1));
        rotate(Duration.ofHours(1));
        identity.outbox.appended.clear();

        identity.apiKeyService.revoke(key).block();

        assertThat(entries())
                .containsExactlyInAnyOrder("login-session/" + key + ".1#1", "login-session/" + key + ".2#1");
    }

    @Test
    void rotatedSecretEndsItsTokensWithTheOverlap() {
        rotate(Duration.ofMinutes(5));
        identity.pass(Duration.ofMinutes(5).minusMillis(1));
        identity.revocation.turn().block();
        assertThat(entries()).isEmpty();

        identity.pass(Duration.ofMillis(1));
        identity.revocation.turn().block();
        identity.revocation.turn().block();

        assertThat(entries()).containsExactly("login-session/" + key + "#1");
        assertThat(identity.outbox.events())
                .contains(new LoginSessionStateChanged(
                        key, ada.id(), Identity.NOON.plus(Duration.ofMinutes(5)), LAST_TOKEN));
    }

    @Test
    void rotationWithoutAnOverlapEndsThemAtOnceAndOneWithALongOverlapNeedNot() {
        rotate(Duration.ZERO);
        assertThat(entries()).containsExactly("login-session/" + key + "#1");
        identity.outbox.appended.clear();

        rotate(Duration.ofHours(1));
        identity.pass(Duration.ofHours(2));
        identity.revocation.turn().block();
        assertThat(entries()).isEmpty();
    }

    @Test
    void anotherRotationEndsTheOverlapOfTheOneBefore() {
        rotate(Duration.ofMinutes(10));
        rotate(Duration.ofMinutes(10));

        assertThat(entries()).containsExactly("login-session/" + key + "#1");
    }

    @Test
    void clientSecretEndsAsAKeyDoes() {
        var created = identity.serviceAccountService
                .create("Deployer", null, Set.of())
                .block();
        String id = created.account().id();
        identity.outbox.appended.clear();

        identity.serviceAccountService.rotate(id, Duration.ZERO).block();

        assertThat(entries()).containsExactly("login-session/" + id + "#1");
    }

    @Test
    void keysOfADeletedUserAreRevokedEach() {
        String other = issued();
        identity.outbox.appended.clear();

        identity.administration.delete(ada.id()).block();

        assertThat(identity.outbox.events())
                .contains(
                        new ApiKeyRevoked(key, ada.id(), Identity.NOON),
                        new ApiKeyRevoked(other, ada.id(), Identity.NOON));
        assertThat(identity.apiKeyService.count(ada.id()).block()).isZero();
    }

    private String issued() {
        return identity.apiKeyService
                .issue(ada.id(), "CI", Scopes.of(List.of("jobs:*")), Identity.NOON.plus(Duration.ofDays(90)))
                .block()
                .key()
                .id();
    }

    private void rotate(Duration overlap) {
        identity.apiKeyService.rotate(key, overlap, null, "user").block();
    }

    private List<String> entries() {
        return identity.outbox.positions().stream()
                .filter(position -> position.startsWith("login-session/"))
                .toList();
    }

    private List<String> republished() {
        identity.outbox.appended.clear();
        identity.publisher.publishAll().block();
        List<String> entries = entries();
        identity.outbox.appended.clear();
        return entries;
    }
}
