package dev.steward.zerotrust.adapter.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.zerotrust.domain.Password;
import dev.steward.zerotrust.port.PasswordHasher;
import dev.steward.zerotrust.port.PasswordHasherContract;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class Argon2PasswordHasherTest implements PasswordHasherContract {

    private static final Argon2PasswordHasher HASHER = new Argon2PasswordHasher(1, 2);

    @Override
    public PasswordHasher hasher() {
        return HASHER;
    }

    @AfterAll
    static void close() {
        HASHER.close();
    }

    @Test
    void hashesWithArgon2idAndTheseCosts() {
        assertThat(HASHER.hash(new Password("correct horse battery")).block())
                .startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }

    @Test
    void answersNothingWhenThereIsNoRoom() {
        List<CompletableFuture<Boolean>> attempts = IntStream.range(0, 20)
                .mapToObj(_ -> HASHER.matchesNobody("whatever").toFuture())
                .toList();

        List<Boolean> answers = attempts.stream().map(CompletableFuture::join).toList();
        assertThat(answers).contains(false).containsNull();
        assertThat(HASHER.matchesNobody("whatever").block()).isFalse();
    }
}
