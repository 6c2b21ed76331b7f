package dev.steward.zerotrust.adapter.postgres;

import dev.steward.zerotrust.domain.LoginOrigin;
import dev.steward.zerotrust.domain.LoginSession;
import dev.steward.zerotrust.domain.OpenLoginSession;
import dev.steward.zerotrust.domain.RefreshToken;
import dev.steward.zerotrust.domain.RevokedLoginSession;
import dev.steward.zerotrust.port.LoginSessionRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

public final class PostgresLoginSessionRepository implements LoginSessionRepository {

    private final DatabaseClient database;

    public PostgresLoginSessionRepository(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Boolean> open(LoginSession loginSession, RefreshToken refreshToken, LoginOrigin origin) {
        GenericExecuteSpec statement = database.sql("""
                        with opened as (
                            insert into login_sessions (id, user_id, authenticated_at, expires_at, address, device_id,
                                                        last_used_at)
                            select :id, id, :authenticated_at, :expires_at, :address, :device_id, :authenticated_at
                            from users
                            where id = :user_id and not disabled
                            for share
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
                .bind("address", origin.address());
        return bind(statement, "device_id", loginSession.deviceId())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    @Override
    public Mono<Boolean> stands(String loginSessionId, String userId, Instant issuedAt, Instant now) {
        return Mono.zip(Mono.justOrEmpty(Ids.parse(loginSessionId)), Mono.justOrEmpty(Ids.parse(userId)))
                .flatMap(ids -> database.sql("""
                                select 1
                                from login_sessions l
                                join users u on u.id = l.user_id
                                where l.id = :id and u.id = :user_id and l.revoked_at is null and not u.disabled
                                  and l.expires_at > :now
                                  and (u.tokens_valid_from is null or u.tokens_valid_from <= :issued_at)
                                """)
                        .bind("id", ids.getT1())
                        .bind("user_id", ids.getT2())
                        .bind("issued_at", issuedAt)
                        .bind("now", now)
                        .map(_ -> true)
                        .one())
                .defaultIfEmpty(false);
    }

    @Override
    public Mono<OpenLoginSession> findOpen(String id, String userId, Instant now) {
        return Mono.justOrEmpty(Ids.parse(id)).flatMap(uuid -> database.sql("""
                        select * from login_sessions
                        where id = :id and user_id = :user_id and revoked_at is null and expires_at > :now
                        """)
                .bind("id", uuid)
                .bind("user_id", UUID.fromString(userId))
                .bind("now", now)
                .map(LoginSessionRows::open)
                .one());
    }

    @Override
    public Mono<List<OpenLoginSession>> list(String userId, Instant now, long offset, int limit) {
        return database.sql("""
                        select * from login_sessions
                        where user_id = :user_id and revoked_at is null and expires_at > :now
                        order by authenticated_at desc, id desc
                        limit :limit offset :offset
                        """)
                .bind("user_id", UUID.fromString(userId))
                .bind("now", now)
                .bind("limit", limit)
                .bind("offset", offset)
                .map(LoginSessionRows::open)
                .all()
                .collectList();
    }

    @Override
    public Mono<Long> count(String userId, Instant now) {
        return database.sql("""
                        select count(*) from login_sessions
                        where user_id = :user_id and revoked_at is null and expires_at > :now
                        """)
                .bind("user_id", UUID.fromString(userId))
                .bind("now", now)
                .mapValue(Long.class)
                .one();
    }

    @Override
    public Mono<RevokedLoginSession> revoke(String id, @Nullable String ownerId, Instant now, Instant tokensExpireAt) {
        return Mono.justOrEmpty(Ids.parse(id)).flatMap(uuid -> {
            GenericExecuteSpec statement = database.sql("""
                            update login_sessions
                            set revoked_at = :now, tokens_expire_at = :tokens_expire_at,
                                event_sequence = event_sequence + 1
                            where id = :id and (:anybodys or user_id = :owner_id)
                              and revoked_at is null and expires_at > :now
                            returning *
                            """)
                    .bind("id", uuid)
                    .bind("anybodys", ownerId == null)
                    .bind("now", now)
                    .bind("tokens_expire_at", tokensExpireAt);
            return bind(statement, "owner_id", ownerId)
                    .map(LoginSessionRows::revoked)
                    .one();
        });
    }

    @Override
    public Mono<List<RevokedLoginSession>> revokeOthers(
            String userId, @Nullable String keptId, int limit, Instant now, Instant tokensExpireAt) {
        // In the order of their ids, so that two who do this at once do not wait for each other for ever.
        GenericExecuteSpec statement = database.sql("""
                        with others as (
                            select id from login_sessions
                            where user_id = :user_id and id is distinct from :kept_id
                              and revoked_at is null and expires_at > :now
                            order by id
                            limit :limit
                            for update
                        )
                        update login_sessions l
                        set revoked_at = :now, tokens_expire_at = :tokens_expire_at,
                            event_sequence = event_sequence + 1
                        from others
                        where l.id = others.id and l.revoked_at is null
                        returning l.*
                        """)
                .bind("user_id", UUID.fromString(userId))
                .bind("limit", limit)
                .bind("now", now)
                .bind("tokens_expire_at", tokensExpireAt);
        return bind(statement, "kept_id", keptId)
                .map(LoginSessionRows::revoked)
                .all()
                .collectList();
    }

    @Override
    public Mono<List<RevokedLoginSession>> lockRevokedAfter(String lastId, int limit) {
        return database.sql("""
                        select * from login_sessions
                        where id > :last_id and revoked_at is not null and tokens_expire_at is not null
                        order by id
                        limit :limit
                        for share
                        """)
                .bind("last_id", Ids.parse(lastId).orElse(Ids.NONE))
                .bind("limit", limit)
                .map(LoginSessionRows::revoked)
                .all()
                .collectList();
    }

    @Override
    public Mono<List<RevokedLoginSession>> forget(Instant now, int limit) {
        return database.sql("""
                        with past as (
                            select id, tokens_expire_at from login_sessions
                            where revoked_at is not null and tokens_expire_at <= :now
                            order by tokens_expire_at
                            limit :limit
                            for update skip locked
                        )
                        update login_sessions l
                        set tokens_expire_at = null, event_sequence = event_sequence + 1
                        from past
                        where l.id = past.id
                        returning l.id, l.user_id, l.revoked_at, past.tokens_expire_at, l.event_sequence
                        """)
                .bind("now", now)
                .bind("limit", limit)
                .map(LoginSessionRows::revoked)
                .all()
                .collectList();
    }

    @Override
    public Mono<Integer> deleteEnded(Instant now, int limit) {
        return database.sql("""
                        with ended as (
                            select id from login_sessions
                            where expires_at <= :now and (revoked_at is null or tokens_expire_at is null)
                            order by expires_at
                            limit :limit
                            for update skip locked
                        ), tokens as (
                            delete from refresh_tokens where login_session_id in (select id from ended)
                        )
                        delete from login_sessions where id in (select id from ended)
                        """)
                .bind("now", now)
                .bind("limit", limit)
                .fetch()
                .rowsUpdated()
                .map(Math::toIntExact);
    }

    private static GenericExecuteSpec bind(GenericExecuteSpec statement, String name, @Nullable String id) {
        return id == null ? statement.bindNull(name, UUID.class) : statement.bind(name, UUID.fromString(id));
    }
}
