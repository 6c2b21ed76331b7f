package dev.steward.zerotrust.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.zerotrust.domain.Password;
import org.junit.jupiter.api.Test;

/** What every {@link PasswordHasher} does. */
public interface PasswordHasherContract {

    PasswordHasher hasher();

    @Test
    default void knowsThePasswordAgainAndNoOther() {
        String hash = hasher().hash(new Password("correct horse battery")).block();

        assertThat(hash).doesNotContain("horse");
        assertThat(hasher().matches("correct horse battery", hash).block()).isTrue();
        assertThat(hasher().matches("correct horse batterY", hash).block()).isFalse();
        assertThat(hasher().matches("", hash).block()).isFalse();
    }

    @Test
    default void nobodyHasAnyPassword() {
        assertThat(hasher().matchesNobody("correct horse battery").block()).isFalse();
    }
}
