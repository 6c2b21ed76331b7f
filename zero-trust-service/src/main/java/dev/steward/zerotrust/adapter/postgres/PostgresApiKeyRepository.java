package dev.steward.zerotrust.adapter.postgres;

import static java.util.Objects.requireNonNull;

import dev.steward.zerotrust.domain.ApiKey;
import dev.steward.zerotrust.domain.ApiKeySecret;
import dev.steward.zerotrust.domain.PresentedSecret;
import dev.steward.zerotrust.domain.Scopes;
import dev.steward.zerotrust.domain.SecretId;
import dev.steward.zerotrust.port.ApiKeyRepository;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

public final class PostgresApiKeyRepository implements ApiKeyRepository {

    private final DatabaseClient database;

    public PostgresApiKeyRepository(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Boolean> insert(ApiKey key, ApiKeySecret secret, int most) {
        // The row of the owner keeps others from counting at the same time; a key does not change it.
        return database.sql("select 1 from users where id = :owner_id for no key update")
                .bind("owner_id", UUID.fromString(key.ownerId()))
                .then()
                .then(database.sql("""
                                insert into api_keys (id, owner_id, name, scopes, secret_hash, created_at, expires_at)
                                select :id, :owner_id, :name, :scopes, :secret_hash, :created_at, :expires_at
                                where (select count(*) from api_keys where owner_id = :owner_id) < :most
                                """)
                        .bind("id", UUID.fromString(key.id()))
                        .bind("owner_id", UUID.fromString(key.ownerId()))
                        .bind("name", key.name())
                        .bind("scopes", key.scopes().values().toArray(String[]::new))
                        .bind("secret_hash", secret.hash())
                        .bind("created_at", key.createdAt())
                        .bind("expires_at", key.expiresAt())
                        .bind("most", most)
                        .fetch()
                        .rowsUpdated())
                .map(rows -> rows == 1);
    }

    @Override
    public Mono<ApiKey> find(String id) {
        return Mono.justOrEmpty(Ids.parse(id)).flatMap(uuid -> database.sql("select * from api_keys where id = :id")
                .bind("id", uuid)
                .map(PostgresApiKeyRepository::key)
                .one());
    }

    @Override
    public Mono<List<ApiKey>> list(String ownerId, long offset, int limit) {
        return Mono.justOrEmpty(Ids.parse(ownerId))
                .flatMapMany(uuid -> database.sql("""
                                select * from api_keys
                                where owner_id = :owner_id
                                order by id desc
                                offset :offset limit :limit
                                """)
                        .bind("owner_id", uuid)
                        .bind("offset", offset)
                        .bind("limit", limit)
                        .map(PostgresApiKeyRepository::key)
                        .all())
                .collectList();
    }

    @Override
    public Mono<Long> count(String ownerId) {
        return Mono.justOrEmpty(Ids.parse(ownerId))
                .flatMap(uuid -> database.sql("select count(*) from api_keys where owner_id = :owner_id")
                        .bind("owner_id", uuid)
                        .mapValue(Long.class)
                        .one())
                .defaultIfEmpty(0L);
    }

    @Override
    public Mono<Changed> rotate(String id, ApiKeySecret secret, Instant previousUntil, @Nullable Instant expiresAt) {
        return Mono.justOrEmpty(Ids.parse(id)).flatMap(uuid -> {
            var statement = database.sql("""
                            update api_keys
                            set previous_hash = secret_hash, previous_until = :previous_until,
                                secret_hash = :secret_hash, expires_at = coalesce(:expires_at, expires_at),
                                event_sequence = event_sequence + 1
                            where id = :id
                            returning *
                            """)
                    .bind("id", uuid)
                    .bind("secret_hash", secret.hash())
                    .bind("previous_until", previousUntil);
            return UserRows.bindTime(statement, "expires_at", expiresAt)
                    .map(PostgresApiKeyRepository::changed)
                    .one();
        });
    }

    @Override
    public Mono<Changed> remove(String id) {
        return Mono.justOrEmpty(Ids.parse(id))
                .flatMapMany(uuid -> removed("id", uuid))
                .next();
    }

    @Override
    public Mono<List<Changed>> removeAll(String ownerId) {
        return removed("owner_id", UUID.fromString(ownerId)).collectList();
    }

    @Override
    public Mono<Presented> present(ApiKeySecret secret, Instant now) {
        return Mono.justOrEmpty(Ids.parse(secret.id())).flatMap(uuid -> database.sql("""
                        select u.*, k.id as key_id, k.name, k.scopes, k.created_at as key_created_at, k.expires_at,
                               k.last_used_at, k.previous_until, k.event_sequence as key_event_sequence,
                               k.secret_hash = :secret_hash as newest
                        from api_keys k
                        join users u on u.id = k.owner_id
                        where k.id = :id and k.expires_at > :now and not u.disabled
                          and (k.secret_hash = :secret_hash
                               or (k.previous_hash = :secret_hash and k.previous_until > :now))
                        """)
                .bind("id", uuid)
                .bind("secret_hash", secret.hash())
                .bind("now", now)
                .map(row -> presented(row))
                .one());
    }

    @Override
    public Mono<Boolean> stands(SecretId secret, String ownerId, Instant issuedAt, Instant now) {
        // Each rotation takes a sequence and gives a secret, and the creation took the first.
        return Mono.zip(Mono.justOrEmpty(Ids.parse(secret.credentialId())), Mono.justOrEmpty(Ids.parse(ownerId)))
                .flatMap(ids -> database.sql("""
                                select 1
                                from api_keys k
                                join users u on u.id = k.owner_id
                                where k.id = :id and u.id = :owner_id and k.expires_at > :now and not u.disabled
                                  and (k.event_sequence = :number + 1
                                       or (k.event_sequence = :number + 2 and k.previous_until > :now))
                                  and (u.tokens_valid_from is null or u.tokens_valid_from <= :issued_at)
                                """)
                        .bind("id", ids.getT1())
                        .bind("owner_id", ids.getT2())
                        .bind("number", secret.number())
                        .bind("issued_at", issuedAt)
                        .bind("now", now)
                        .map(_ -> true)
                        .one())
                .defaultIfEmpty(false);
    }

    @Override
    public Mono<Void> used(String id, Instant now, Instant unlessSince) {
        return database.sql("""
                        update api_keys set last_used_at = :now
                        where id = :id and (last_used_at is null or last_used_at < :unless_since)
                        """)
                .bind("id", UUID.fromString(id))
                .bind("now", now)
                .bind("unless_since", unlessSince)
                .then();
    }

    private Flux<Changed> removed(String column, UUID id) {
        return database.sql("delete from api_keys where " + column + " = :id returning *")
                .bind("id", id)
                .map(row -> {
                    var left = changed(row);
                    return new Changed(left.key(), left.eventSequence() + 1, left.secret());
                })
                .all();
    }

    private static Changed changed(Readable row) {
        long sequence = requireNonNull(row.get("event_sequence", Long.class));
        ApiKey key = key(row);
        return new Changed(key, sequence, new SecretId(key.id(), sequence - 1));
    }

    private static Presented presented(Readable row) {
        ApiKey key = key(row, "key_id", "id", "key_created_at");
        boolean newest = requireNonNull(row.get("newest", Boolean.class));
        long number = requireNonNull(row.get("key_event_sequence", Long.class)) - (newest ? 1 : 2);
        var secret = new PresentedSecret(new SecretId(key.id(), number), newest ? null : key.previousUntil());
        return new Presented(key, UserRows.user(row), secret);
    }

    private static ApiKey key(Readable row) {
        return key(row, "id", "owner_id", "created_at");
    }

    private static ApiKey key(Readable row, String id, String ownerId, String createdAt) {
        return new ApiKey(
                requireNonNull(row.get(id, UUID.class)).toString(),
                requireNonNull(row.get(ownerId, UUID.class)).toString(),
                requireNonNull(row.get("name", String.class)),
                Scopes.of(List.of(requireNonNull(row.get("scopes", String[].class)))),
                requireNonNull(row.get(createdAt, Instant.class)),
                requireNonNull(row.get("expires_at", Instant.class)),
                row.get("last_used_at", Instant.class),
                row.get("previous_until", Instant.class));
    }
}
