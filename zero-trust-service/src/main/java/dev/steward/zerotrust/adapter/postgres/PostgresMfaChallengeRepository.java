package dev.steward.zerotrust.adapter.postgres;

import static java.util.Objects.requireNonNull;

import dev.steward.zerotrust.domain.MfaToken;
import dev.steward.zerotrust.port.MfaChallengeRepository;
import java.time.Instant;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

public final class PostgresMfaChallengeRepository implements MfaChallengeRepository {

    private final DatabaseClient database;

    public PostgresMfaChallengeRepository(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> issue(MfaToken token, String userId, int attempts, Instant now, Instant expiresAt) {
        return database.sql("""
                        with ended as (
                            delete from mfa_challenges where user_id = :user_id and expires_at <= :now
                        )
                        insert into mfa_challenges (token_hash, user_id, expires_at, attempts_left)
                        values (:token_hash, :user_id, :expires_at, :attempts)
                        """)
                .bind("token_hash", token.hash())
                .bind("user_id", UUID.fromString(userId))
                .bind("now", now)
                .bind("expires_at", expiresAt)
                .bind("attempts", attempts)
                .then();
    }

    @Override
    public Mono<String> attempt(MfaToken token, Instant now) {
        return database.sql("""
                        update mfa_challenges set attempts_left = attempts_left - 1
                        where token_hash = :token_hash and expires_at > :now and attempts_left > 0
                        returning user_id
                        """)
                .bind("token_hash", token.hash())
                .bind("now", now)
                .map(row -> requireNonNull(row.get("user_id", UUID.class)).toString())
                .one();
    }

    @Override
    public Mono<Void> finish(MfaToken token) {
        return database.sql("delete from mfa_challenges where token_hash = :token_hash")
                .bind("token_hash", token.hash())
                .then();
    }
}
