package dev.steward.zerotrust.port;

import static dev.steward.zerotrust.port.UserRepositoryContract.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.UuidV7;
import dev.steward.zerotrust.domain.ApiKey;
import dev.steward.zerotrust.domain.ApiKeySecret;
import dev.steward.zerotrust.domain.PresentedSecret;
import dev.steward.zerotrust.domain.Scopes;
import dev.steward.zerotrust.domain.SecretId;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.domain.UserChange;
import dev.steward.zerotrust.port.ApiKeyRepository.Changed;
import dev.steward.zerotrust.port.ApiKeyRepository.Presented;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link ApiKeyRepository} does. */
public interface ApiKeyRepositoryContract {

    Instant EXPIRY = NOON.plusSeconds(60);

    UserRepository users();

    ApiKeyRepository apiKeys();

    @Test
    default void keyIsFoundAsItWas() {
        ApiKey key = of(keyOwner());
        apiKeys().insert(key, secretOf(key), 2).block();

        assertThat(apiKeys().find(key.id()).block()).isEqualTo(key);
        assertThat(apiKeys().find("no-uuid").blockOptional()).isEmpty();
        assertThat(apiKeys().list("no-uuid", 0, 10).block()).isEmpty();
        assertThat(apiKeys().count("no-uuid").block()).isZero();
    }

    @Test
    default void ownerHasAsManyKeysAsAllowed() {
        User owner = keyOwner();
        ApiKey first = of(owner);
        ApiKey second = of(owner);
        ApiKey third = of(owner);

        assertThat(apiKeys().insert(first, secretOf(first), 2).block()).isTrue();
        assertThat(apiKeys().insert(second, secretOf(second), 2).block()).isTrue();
        assertThat(apiKeys().insert(third, secretOf(third), 2).block()).isFalse();

        List<ApiKey> newestFirst = Stream.of(first, second)
                .sorted(Comparator.comparing(ApiKey::id).reversed())
                .toList();
        assertThat(apiKeys().list(owner.id(), 0, 10).block()).isEqualTo(newestFirst);
        assertThat(apiKeys().list(owner.id(), 1, 10).block()).containsExactly(newestFirst.getLast());
        assertThat(apiKeys().count(owner.id()).block()).isEqualTo(2);
    }

    @Test
    default void keyIsGoodUntilItExpires() {
        User owner = keyOwner();
        ApiKey key = of(owner);
        ApiKeySecret secret = secretOf(key);
        apiKeys().insert(key, secret, 2).block();

        assertThat(apiKeys().present(secret, NOON).block())
                .isEqualTo(new Presented(key, owner, new PresentedSecret(new SecretId(key.id(), 0), null)));
        assertThat(apiKeys().present(secret, EXPIRY.minusMillis(1)).blockOptional())
                .isPresent();
        assertThat(apiKeys().present(secret, EXPIRY).blockOptional()).isEmpty();
        assertThat(apiKeys().present(secretOf(key), NOON).blockOptional()).isEmpty();
        assertThat(apiKeys().present(secretOf(of(owner)), NOON).blockOptional()).isEmpty();
    }

    @Test
    default void keyOfWhoIsDisabledIsNotGood() {
        User owner = keyOwner();
        ApiKey key = of(owner);
        ApiKeySecret secret = secretOf(key);
        apiKeys().insert(key, secret, 2).block();

        users().update(owner.changed(new UserChange(null, true), NOON)).block();

        assertThat(apiKeys().present(secret, NOON).blockOptional()).isEmpty();
    }

    @Test
    default void rotatedKeyIsGoodForTheOverlap() {
        ApiKey key = of(keyOwner());
        ApiKeySecret old = secretOf(key);
        ApiKeySecret next = secretOf(key);
        apiKeys().insert(key, old, 2).block();

        Changed rotated =
                apiKeys().rotate(key.id(), next, NOON.plusSeconds(1), null).block();

        assertThat(rotated.eventSequence()).isEqualTo(2);
        assertThat(rotated.key().expiresAt()).isEqualTo(EXPIRY);
        assertThat(rotated.key().previousUntil()).isEqualTo(NOON.plusSeconds(1));
        assertThat(apiKeys().present(next, NOON).blockOptional()).isPresent();
        assertThat(apiKeys().present(old, NOON).blockOptional()).isPresent();
        assertThat(apiKeys().present(old, NOON.plusSeconds(1)).blockOptional()).isEmpty();

        ApiKeySecret third = secretOf(key);
        Instant later = EXPIRY.plusSeconds(60);
        assertThat(apiKeys().rotate(key.id(), third, NOON, later).block().key().expiresAt())
                .isEqualTo(later);
        assertThat(apiKeys().present(old, NOON).blockOptional()).isEmpty();
        assertThat(apiKeys().present(next, NOON).blockOptional()).isEmpty();
        assertThat(apiKeys().present(third, EXPIRY).blockOptional()).isPresent();
        assertThat(apiKeys().rotate("no-uuid", third, NOON, null).blockOptional())
                .isEmpty();
    }

    @Test
    default void tokensOfASecretStandAsLongAsTheSecretIsGood() {
        User owner = keyOwner();
        ApiKey key = of(owner);
        ApiKeySecret old = secretOf(key);
        apiKeys().insert(key, old, 2).block();
        assertThat(standing(key, owner, NOON)).containsExactly(true, false, false);

        ApiKeySecret next = secretOf(key);
        Instant overlap = NOON.plusSeconds(1);
        Changed rotated = apiKeys().rotate(key.id(), next, overlap, null).block();
        assertThat(rotated.secret()).isEqualTo(new SecretId(key.id(), 1));
        assertThat(apiKeys().present(old, NOON).block().secret())
                .isEqualTo(new PresentedSecret(new SecretId(key.id(), 0), overlap));
        assertThat(apiKeys().present(next, NOON).block().secret())
                .isEqualTo(new PresentedSecret(new SecretId(key.id(), 1), null));
        assertThat(standing(key, owner, NOON)).containsExactly(true, true, false);
        assertThat(standing(key, owner, overlap)).containsExactly(false, true, false);
        assertThat(standing(key, owner, EXPIRY)).containsExactly(false, false, false);
        assertThat(standing(key, keyOwner(), NOON)).containsExactly(false, false, false);
        apiKeys().rotate(key.id(), secretOf(key), overlap, null).block();
        assertThat(standing(key, owner, NOON)).containsExactly(false, true, true);

        User disabled = owner.changed(new UserChange(null, true), NOON);
        users().update(disabled).block();
        assertThat(standing(key, owner, NOON)).containsExactly(false, false, false);
        users().update(disabled.changed(new UserChange(null, false), NOON)).block();
        Instant enabledAgain = NOON.plusSeconds(1);
        assertThat(standing(key, owner, NOON)).containsExactly(false, false, false);
        assertThat(apiKeys()
                        .stands(new SecretId(key.id(), 2), owner.id(), enabledAgain, NOON)
                        .block())
                .isTrue();
        assertThat(apiKeys().remove(key.id()).block().secret()).isEqualTo(new SecretId(key.id(), 2));
        assertThat(standing(key, owner, NOON)).containsExactly(false, false, false);
        assertThat(apiKeys()
                        .stands(new SecretId("no-uuid", 0), owner.id(), NOON, NOON)
                        .block())
                .isFalse();
    }

    @Test
    default void revokedKeyIsGone() {
        User owner = keyOwner();
        ApiKey key = of(owner);
        ApiKeySecret secret = secretOf(key);
        apiKeys().insert(key, secret, 2).block();

        assertThat(apiKeys().remove(key.id()).block()).isEqualTo(new Changed(key, 2, new SecretId(key.id(), 0)));

        assertThat(apiKeys().remove(key.id()).blockOptional()).isEmpty();
        assertThat(apiKeys().remove("no-uuid").blockOptional()).isEmpty();
        assertThat(apiKeys().present(secret, NOON).blockOptional()).isEmpty();
        assertThat(apiKeys().rotate(key.id(), secret, NOON, null).blockOptional())
                .isEmpty();
    }

    @Test
    default void everyKeyOfAnOwnerGoesAndNoOther() {
        User owner = keyOwner();
        ApiKey one = of(owner);
        ApiKey two = of(owner);
        ApiKey others = of(keyOwner());
        for (ApiKey key : List.of(one, two, others)) {
            apiKeys().insert(key, secretOf(key), 2).block();
        }

        assertThat(apiKeys().removeAll(owner.id()).block())
                .containsExactlyInAnyOrder(
                        new Changed(one, 2, new SecretId(one.id(), 0)), new Changed(two, 2, new SecretId(two.id(), 0)));
        assertThat(apiKeys().removeAll(owner.id()).block()).isEmpty();
        assertThat(apiKeys().find(others.id()).block()).isEqualTo(others);
    }

    @Test
    default void useIsKeptUnlessALaterOneIs() {
        ApiKey key = of(keyOwner());
        apiKeys().insert(key, secretOf(key), 2).block();

        apiKeys().used(key.id(), NOON, NOON.minusSeconds(60)).block();
        apiKeys().used(key.id(), NOON.plusSeconds(59), NOON.minusSeconds(1)).block();
        assertThat(apiKeys().find(key.id()).block().lastUsedAt()).isEqualTo(NOON);

        apiKeys().used(key.id(), NOON.plusSeconds(61), NOON.plusSeconds(1)).block();
        assertThat(apiKeys().find(key.id()).block().lastUsedAt()).isEqualTo(NOON.plusSeconds(61));
    }

    /** Of the first three secrets a key may have had. */
    private List<Boolean> standing(ApiKey key, User owner, Instant now) {
        return Stream.of(0, 1, 2)
                .map(number -> apiKeys()
                        .stands(new SecretId(key.id(), number), owner.id(), NOON, now)
                        .block())
                .toList();
    }

    private User keyOwner() {
        var user = UserRepositoryContract.unique(Set.of());
        users().insert(user, "hash").block();
        return user;
    }

    private static ApiKey of(User owner) {
        return ApiKey.issued(
                UuidV7.next(Clock.systemUTC()),
                owner.id(),
                "Nightly",
                Scopes.of(List.of("jobs:*", "*:read")),
                NOON,
                EXPIRY);
    }

    private static ApiKeySecret secretOf(ApiKey key) {
        return ApiKeySecret.random(key.id(), new SecureRandom());
    }
}
