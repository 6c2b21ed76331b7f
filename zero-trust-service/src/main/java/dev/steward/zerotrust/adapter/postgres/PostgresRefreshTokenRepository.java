package dev.steward.zerotrust.adapter.postgres;

import static java.util.Objects.requireNonNull;

import dev.steward.zerotrust.domain.RefreshToken;
import dev.steward.zerotrust.port.RefreshTokenRepository;
import java.time.Instant;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

public final class PostgresRefreshTokenRepository implements RefreshTokenRepository {

    private final DatabaseClient database;

    public PostgresRefreshTokenRepository(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Presented> find(RefreshToken token) {
        return database.sql("""
                        select l.*, t.rotated_at is not null as rotated
                        from refresh_tokens t
                        join login_sessions l on l.id = t.login_session_id
                        where t.token_hash = :token_hash
                        """)
                .bind("token_hash", token.hash())
                .map(row -> new Presented(
                        LoginSessionRows.loginSession(row), requireNonNull(row.get("rotated", Boolean.class))))
                .one();
    }

    @Override
    public Mono<Boolean> rotate(RefreshToken token, RefreshToken successor, Instant now) {
        // Locks the login session first, as whoever revokes it does: neither can happen beside the other.
        return database.sql("""
                        with standing as (
                            select l.id
                            from refresh_tokens t
                            join login_sessions l on l.id = t.login_session_id
                            join users u on u.id = l.user_id
                            where t.token_hash = :token_hash and t.expires_at > :now
                              and l.revoked_at is null and l.expires_at > :now and not u.disabled
                            for update of l
                        ), rotated as (
                            update refresh_tokens t
                            set rotated_at = :now
                            from standing
                            where t.token_hash = :token_hash and t.rotated_at is null
                            returning t.login_session_id, t.expires_at
                        ), used as (
                            update login_sessions l
                            set last_used_at = :now
                            from rotated
                            where l.id = rotated.login_session_id
                        )
                        insert into refresh_tokens (token_hash, login_session_id, issued_at, expires_at)
                        select :successor_hash, login_session_id, :now, expires_at
                        from rotated
                        """)
                .bind("token_hash", token.hash())
                .bind("successor_hash", successor.hash())
                .bind("now", now)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }
}
