package dev.steward.zerotrust.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.zerotrust.domain.KeySet;
import dev.steward.zerotrust.domain.KeyStanding;
import dev.steward.zerotrust.domain.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link SigningKeyRepository} does. */
public interface SigningKeyRepositoryContract {

    /** So far ahead that nothing is due for a service that runs on the same database. */
    Instant START = UserRepositoryContract.NOON.plus(Duration.ofDays(36_500));

    Instant ONE = START.plusSeconds(3600);
    Instant TWO = ONE.plusSeconds(3600);

    TokenSigner SIGNER = new OnePairTokenSigner("issuer", "audience");

    SigningKeyRepository signingKeys();

    @Test
    default void keepsTheKeyThatCameFirst() {
        SigningKey first = SIGNER.generate();
        assertThat(signingKeys().keySet().blockOptional()).isEmpty();

        assertThat(signingKeys().insertFirst(first, START).block()).isTrue();
        assertThat(signingKeys().insertFirst(SIGNER.generate(), START).block()).isFalse();

        assertThat(signingKeys().keySet().block()).isEqualTo(new KeySet(first, List.of()));
    }

    @Test
    default void keysFollowEachOther() {
        SigningKey first = SIGNER.generate();
        SigningKey second = SIGNER.generate();
        signingKeys().insertFirst(first, START).block();

        assertThat(signingKeys().insertNext(second, ONE, TWO).block()).isTrue();
        assertThat(signingKeys().insertNext(SIGNER.generate(), ONE, TWO).block())
                .isFalse();
        assertThat(signingKeys().keySet().block()).isEqualTo(new KeySet(first, List.of(second)));

        assertThat(signingKeys().activateNext(TWO.minusSeconds(1), TWO).block()).isFalse();
        assertThat(signingKeys().activateNext(TWO, TWO.plusSeconds(60)).block()).isTrue();
        assertThat(signingKeys().activateNext(TWO, TWO.plusSeconds(60)).block()).isFalse();
        assertThat(signingKeys().keySet().block()).isEqualTo(new KeySet(second, List.of(first)));
        assertThat(signingKeys().standings().block())
                .containsExactly(
                        new KeyStanding(second.keyId(), "active", ONE, TWO, null),
                        new KeyStanding(first.keyId(), "retired", START, null, TWO.plusSeconds(60)));

        assertThat(signingKeys().withdraw(TWO.plusSeconds(59)).block()).isFalse();
        assertThat(signingKeys().withdraw(TWO.plusSeconds(60)).block()).isTrue();
        assertThat(signingKeys().keySet().block()).isEqualTo(new KeySet(second, List.of()));
    }

    @Test
    default void knowsSinceWhenAKeySigns() {
        signingKeys().insertFirst(SIGNER.generate(), START).block();
        assertThat(signingKeys().activeSinceBefore(START).block()).isFalse();
        assertThat(signingKeys().activeSinceBefore(ONE).block()).isTrue();

        signingKeys().insertNext(SIGNER.generate(), START, ONE).block();
        assertThat(signingKeys().activeSinceBefore(ONE).block()).isFalse();

        signingKeys().activateNext(ONE, TWO).block();
        assertThat(signingKeys().activeSinceBefore(ONE).block()).isFalse();
        assertThat(signingKeys().activeSinceBefore(TWO).block()).isTrue();
    }
}
