package dev.steward.zerotrust.adapter.postgres;

import static java.util.Objects.requireNonNull;

import dev.steward.zerotrust.domain.RevokedLoginSession;
import dev.steward.zerotrust.port.RevokedSecretRepository;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

public final class PostgresRevokedSecretRepository implements RevokedSecretRepository {

    private static final long TOLD = 1;
    private static final long FORGOTTEN = 2;

    private final DatabaseClient database;

    public PostgresRevokedSecretRepository(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> end(String secretId, String ownerId, Instant at, Instant tokensExpireAt) {
        return database.sql("""
                        insert into revoked_secrets as r (id, owner_id, revoked_at, tokens_expire_at)
                        values (:id, :owner_id, :at, :tokens_expire_at)
                        on conflict (id) do update
                        set revoked_at = least(r.revoked_at, excluded.revoked_at),
                            tokens_expire_at = greatest(r.tokens_expire_at, excluded.tokens_expire_at)
                        where not r.told
                        """)
                .bind("id", secretId)
                .bind("owner_id", UUID.fromString(ownerId))
                .bind("at", at)
                .bind("tokens_expire_at", tokensExpireAt)
                .then();
    }

    @Override
    public Mono<List<RevokedLoginSession>> takeEnded(Instant now, int limit) {
        return database.sql("""
                        with ended as (
                            select id from revoked_secrets
                            where not told and revoked_at <= :now
                            order by revoked_at
                            limit :limit
                            for update skip locked
                        )
                        update revoked_secrets r
                        set told = true
                        from ended
                        where r.id = ended.id
                        returning r.*
                        """)
                .bind("now", now)
                .bind("limit", limit)
                .map(row -> revoked(row, TOLD))
                .all()
                .collectList();
    }

    @Override
    public Mono<List<RevokedLoginSession>> lockToldAfter(String lastId, int limit) {
        return database.sql("""
                        select * from revoked_secrets
                        where id > :last_id and told
                        order by id
                        limit :limit
                        for share
                        """)
                .bind("last_id", lastId)
                .bind("limit", limit)
                .map(row -> revoked(row, TOLD))
                .all()
                .collectList();
    }

    @Override
    public Mono<List<RevokedLoginSession>> forget(Instant now, int limit) {
        return database.sql("""
                        with past as (
                            select id from revoked_secrets
                            where told and tokens_expire_at <= :now
                            order by tokens_expire_at
                            limit :limit
                            for update skip locked
                        )
                        delete from revoked_secrets r
                        using past
                        where r.id = past.id
                        returning r.*
                        """)
                .bind("now", now)
                .bind("limit", limit)
                .map(row -> revoked(row, FORGOTTEN))
                .all()
                .collectList();
    }

    private static RevokedLoginSession revoked(Readable row, long sequence) {
        return new RevokedLoginSession(
                requireNonNull(row.get("id", String.class)),
                requireNonNull(row.get("owner_id", UUID.class)).toString(),
                requireNonNull(row.get("revoked_at", Instant.class)),
                requireNonNull(row.get("tokens_expire_at", Instant.class)),
                sequence);
    }
}
