package dev.steward.zerotrust.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.UuidV7;
import dev.steward.zerotrust.domain.RevokedLoginSession;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** What every {@link RevokedSecretRepository} does. */
public interface RevokedSecretRepositoryContract {

    String SECRET_OWNER = "0198c0de-0000-7000-8000-00000000000a";
    /** Not before the service itself tells of what has ended. */
    Instant SECRET_ENDS = Instant.parse("2100-01-01T12:00:00Z");

    Instant SECRET_TOKENS_EXPIRE = SECRET_ENDS.plusSeconds(900);

    RevokedSecretRepository revokedSecrets();

    @Test
    default void endedSecretIsGivenOnceWhenItsTimeHasCome() {
        String secret = ending(SECRET_ENDS.plusSeconds(2));
        assertThat(taken(SECRET_ENDS.plusSeconds(1))).doesNotContain(revoked(secret, SECRET_ENDS.plusSeconds(2), 1));
        assertThat(told()).doesNotContain(revoked(secret, SECRET_ENDS.plusSeconds(2), 1));

        assertThat(taken(SECRET_ENDS.plusSeconds(2))).contains(revoked(secret, SECRET_ENDS.plusSeconds(2), 1));

        assertThat(taken(SECRET_ENDS.plusSeconds(3))).isEmpty();
        assertThat(told()).contains(revoked(secret, SECRET_ENDS.plusSeconds(2), 1));
    }

    @Test
    default void earliestEndCountsUntilItIsTold() {
        String secret = ending(SECRET_ENDS.plusSeconds(2));
        end(secret, SECRET_ENDS);
        end(secret, SECRET_ENDS.plusSeconds(1));

        assertThat(taken(SECRET_ENDS)).contains(revoked(secret, SECRET_ENDS, 1));

        end(secret, SECRET_ENDS.minusSeconds(1));
        assertThat(taken(SECRET_ENDS.plusSeconds(9))).isEmpty();
        assertThat(told()).contains(revoked(secret, SECRET_ENDS, 1));
    }

    @Test
    default void forgottenOneIsGivenOnceWithTheNextSequence() {
        String secret = ending(SECRET_ENDS);
        taken(SECRET_ENDS);

        assertThat(forgotten(SECRET_TOKENS_EXPIRE.minusSeconds(1))).doesNotContain(revoked(secret, SECRET_ENDS, 2));
        assertThat(forgotten(SECRET_TOKENS_EXPIRE)).contains(revoked(secret, SECRET_ENDS, 2));
        assertThat(forgotten(SECRET_TOKENS_EXPIRE)).isEmpty();
        assertThat(told()).isEmpty();
    }

    @Test
    default void ofManyTurnsAtOnceEachGetsItsOwn() {
        List<String> secrets = List.of(
                ending(SECRET_ENDS),
                ending(SECRET_ENDS),
                ending(SECRET_ENDS),
                ending(SECRET_ENDS),
                ending(SECRET_ENDS),
                ending(SECRET_ENDS));

        List<String> given = Flux.range(0, 6)
                .flatMap(_ -> revokedSecrets().takeEnded(SECRET_ENDS, 1))
                .flatMapIterable(some -> some)
                .map(RevokedLoginSession::id)
                .collectList()
                .block();

        assertThat(given).doesNotHaveDuplicates();
        taken(SECRET_ENDS).forEach(late -> assertThat(given).doesNotContain(late.id()));
        assertThat(told()).extracting(RevokedLoginSession::id).containsAll(secrets);
    }

    private String ending(Instant at) {
        String secret = UuidV7.next(Clock.systemUTC()) + ".3";
        end(secret, at);
        return secret;
    }

    private void end(String secret, Instant at) {
        revokedSecrets().end(secret, SECRET_OWNER, at, SECRET_TOKENS_EXPIRE).block();
    }

    private List<RevokedLoginSession> taken(Instant now) {
        return revokedSecrets().takeEnded(now, 1_000).block();
    }

    private List<RevokedLoginSession> forgotten(Instant now) {
        return revokedSecrets().forget(now, 1_000).block();
    }

    private List<RevokedLoginSession> told() {
        return revokedSecrets().lockToldAfter("", 1_000).block();
    }

    private static RevokedLoginSession revoked(String secret, Instant at, long sequence) {
        return new RevokedLoginSession(secret, SECRET_OWNER, at, SECRET_TOKENS_EXPIRE, sequence);
    }
}
