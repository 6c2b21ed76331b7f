package dev.steward.zerotrust.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.zerotrust.adapter.crypto.JwtTokenSigner;
import dev.steward.zerotrust.domain.SigningKey;
import org.junit.jupiter.api.Test;

/** What every {@link SigningKeyRepository} does. One test, because there is one first key. */
public interface SigningKeyRepositoryContract {

    SigningKeyRepository signingKeys();

    @Test
    default void keepsTheKeyThatCameFirst() {
        var signer = new JwtTokenSigner("issuer", "audience");
        SigningKey first = signer.generate();
        assertThat(signingKeys().active().blockOptional()).isEmpty();
        assertThat(signingKeys().published().block()).isEmpty();

        assertThat(signingKeys().insertFirst(first, UserRepositoryContract.NOON).block())
                .isTrue();
        assertThat(signingKeys()
                        .insertFirst(signer.generate(), UserRepositoryContract.NOON)
                        .block())
                .isFalse();

        assertThat(signingKeys().active().block()).isEqualTo(first);
        assertThat(signingKeys().published().block()).containsExactly(first);
    }
}
