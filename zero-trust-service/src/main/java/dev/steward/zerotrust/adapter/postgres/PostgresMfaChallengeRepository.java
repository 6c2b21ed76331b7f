package dev.steward.zerotrust.adapter.postgres;

import static java.util.Objects.requireNonNull;

import dev.steward.zerotrust.domain.MfaChallenge;
import dev.steward.zerotrust.domain.MfaToken;
import dev.steward.zerotrust.port.MfaChallengeRepository;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

public final class PostgresMfaChallengeRepository implements MfaChallengeRepository {

    private final DatabaseClient database;

    public PostgresMfaChallengeRepository(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> issue(MfaToken token, MfaChallenge challenge, int attempts, Instant now, Instant expiresAt) {
        GenericExecuteSpec statement = database.sql("""
                        with ended as (
                            delete from mfa_challenges where user_id = :user_id and expires_at <= :now
                        )
                        insert into mfa_challenges (token_hash, user_id, device_id, expires_at, attempts_left)
                        values (:token_hash, :user_id, :device_id, :expires_at, :attempts)
                        """)
                .bind("token_hash", token.hash())
                .bind("user_id", UUID.fromString(challenge.userId()))
                .bind("now", now)
                .bind("expires_at", expiresAt)
                .bind("attempts", attempts);
        String deviceId = challenge.deviceId();
        return (deviceId == null
                        ? statement.bindNull("device_id", UUID.class)
                        : statement.bind("device_id", Ids.parse(deviceId).orElse(Ids.NONE)))
                .then();
    }

    @Override
    public Mono<MfaChallenge> attempt(MfaToken token, Instant now) {
        return database.sql("""
                        update mfa_challenges set attempts_left = attempts_left - 1
                        where token_hash = :token_hash and expires_at > :now and attempts_left > 0
                        returning user_id, device_id
                        """)
                .bind("token_hash", token.hash())
                .bind("now", now)
                .map(PostgresMfaChallengeRepository::challenge)
                .one();
    }

    @Override
    public Mono<Void> finish(MfaToken token) {
        return database.sql("delete from mfa_challenges where token_hash = :token_hash")
                .bind("token_hash", token.hash())
                .then();
    }

    private static MfaChallenge challenge(Readable row) {
        @Nullable UUID deviceId = row.get("device_id", UUID.class);
        return new MfaChallenge(
                requireNonNull(row.get("user_id", UUID.class)).toString(),
                deviceId == null ? null : deviceId.toString());
    }
}
