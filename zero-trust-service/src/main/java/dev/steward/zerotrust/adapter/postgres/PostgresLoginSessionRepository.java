package dev.steward.zerotrust.adapter.postgres;

import dev.steward.zerotrust.domain.LoginSession;
import dev.steward.zerotrust.domain.RefreshToken;
import dev.steward.zerotrust.port.LoginSessionRepository;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

public final class PostgresLoginSessionRepository implements LoginSessionRepository {

    private final DatabaseClient database;

    public PostgresLoginSessionRepository(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Boolean> open(LoginSession loginSession, RefreshToken refreshToken) {
        return database.sql("""
                        with opened as (
                            insert into login_sessions (id, user_id, authenticated_at, expires_at)
                            select :id, id, :authenticated_at, :expires_at
                            from users
                            where id = :user_id and not disabled
                            returning id
                        )
                        insert into refresh_tokens (token_hash, login_session_id, issued_at, expires_at)
                        select :token_hash, id, :authenticated_at, :expires_at
                        from opened
                        """)
                .bind("id", UUID.fromString(loginSession.id()))
                .bind("user_id", UUID.fromString(loginSession.userId()))
                .bind("authenticated_at", loginSession.authenticatedAt())
                .bind("expires_at", loginSession.expiresAt())
                .bind("token_hash", refreshToken.hash())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    @Override
    public Mono<Boolean> stands(String loginSessionId, String userId) {
        return Mono.zip(Mono.justOrEmpty(Ids.parse(loginSessionId)), Mono.justOrEmpty(Ids.parse(userId)))
                .flatMap(ids -> database.sql("""
                                select 1
                                from login_sessions l
                                join users u on u.id = l.user_id
                                where l.id = :id and u.id = :user_id and l.revoked_at is null and not u.disabled
                                """)
                        .bind("id", ids.getT1())
                        .bind("user_id", ids.getT2())
                        .map(_ -> true)
                        .one())
                .defaultIfEmpty(false);
    }
}
