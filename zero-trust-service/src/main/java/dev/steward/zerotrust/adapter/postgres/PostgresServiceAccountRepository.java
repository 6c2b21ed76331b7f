package dev.steward.zerotrust.adapter.postgres;

import static java.util.Objects.requireNonNull;

import dev.steward.events.SourcePrefix;
import dev.steward.zerotrust.domain.OpaqueSecret;
import dev.steward.zerotrust.domain.PresentedSecret;
import dev.steward.zerotrust.domain.SecretId;
import dev.steward.zerotrust.domain.ServiceAccount;
import dev.steward.zerotrust.port.ServiceAccountRepository;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

public final class PostgresServiceAccountRepository implements ServiceAccountRepository {

    private static final String COLUMNS = "select u.*, s.name, s.event_source, s.renames, s.previous_secret_until";
    private static final String FROM = """

            from service_accounts s
            join users u on u.id = s.id
            """;
    private static final String FOUND = COLUMNS + FROM;

    private final DatabaseClient database;

    public PostgresServiceAccountRepository(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> insert(ServiceAccount account, OpaqueSecret secret) {
        var statement = database.sql("""
                        insert into service_accounts (id, name, event_source, secret_hash)
                        values (:id, :name, :event_source, :secret_hash)
                        """)
                .bind("id", UUID.fromString(account.id()))
                .bind("name", account.name())
                .bind("secret_hash", secret.hash());
        return bindSource(statement, account).then();
    }

    @Override
    public Mono<ServiceAccount> find(String id) {
        return one(FOUND + "where s.id = :id", id);
    }

    @Override
    public Mono<ServiceAccount> lock(String id) {
        return one(FOUND + "where s.id = :id for no key update", id);
    }

    @Override
    public Mono<List<ServiceAccount>> list(long offset, int limit) {
        return database.sql(FOUND + "order by s.id desc offset :offset limit :limit")
                .bind("offset", offset)
                .bind("limit", limit)
                .map(PostgresServiceAccountRepository::account)
                .all()
                .collectList();
    }

    @Override
    public Mono<Long> count() {
        return database.sql("select count(*) from service_accounts")
                .mapValue(Long.class)
                .one();
    }

    @Override
    public Mono<List<SourcePrefix>> lockEventSources(String exceptId) {
        // A unique index sees that two are the same, and not that one is below the other.
        return database.sql("select pg_advisory_xact_lock(hashtextextended('event-sources', 0))")
                .then()
                .thenMany(database.sql("""
                                select event_source from service_accounts
                                where event_source is not null and id <> :id
                                """)
                        .bind("id", UUID.fromString(exceptId))
                        .map(row -> new SourcePrefix(requireNonNull(row.get("event_source", String.class))))
                        .all())
                .collectList();
    }

    @Override
    public Mono<Void> describe(ServiceAccount changed) {
        var statement = database.sql("""
                        update service_accounts
                        set name = :name, event_source = :event_source, renames = :renames
                        where id = :id
                        """)
                .bind("id", UUID.fromString(changed.id()))
                .bind("name", changed.name())
                .bind("renames", changed.renames());
        return bindSource(statement, changed).then();
    }

    @Override
    public Mono<Long> rotate(String id, OpaqueSecret secret, Instant previousUntil) {
        return Mono.justOrEmpty(Ids.parse(id)).flatMap(uuid -> database.sql("""
                        update service_accounts
                        set previous_secret_hash = secret_hash, previous_secret_until = :previous_until,
                            secret_hash = :secret_hash, rotations = rotations + 1
                        where id = :id
                        returning rotations
                        """)
                .bind("id", uuid)
                .bind("previous_until", previousUntil)
                .bind("secret_hash", secret.hash())
                .map(row -> requireNonNull(row.get("rotations", Long.class)))
                .one());
    }

    @Override
    public Mono<Proven> authenticate(String id, OpaqueSecret secret, Instant now) {
        return database.sql(COLUMNS + ", s.rotations, s.secret_hash = :secret_hash as newest" + FROM + """
                        where s.id = :id and not u.disabled
                          and (s.secret_hash = :secret_hash
                               or (s.previous_secret_hash = :secret_hash and s.previous_secret_until > :now))
                        """)
                .bind("id", Ids.parse(id).orElse(Ids.NONE))
                .bind("secret_hash", secret.hash())
                .bind("now", now)
                .map(PostgresServiceAccountRepository::proven)
                .one();
    }

    @Override
    public Mono<Boolean> stands(SecretId secret, Instant issuedAt, Instant now) {
        return Mono.justOrEmpty(Ids.parse(secret.credentialId()))
                .flatMap(uuid -> database.sql("select 1" + FROM + """
                                where s.id = :id and not u.disabled
                                  and (s.rotations = :number
                                       or (s.rotations = :number + 1 and s.previous_secret_until > :now))
                                  and (u.tokens_valid_from is null or u.tokens_valid_from <= :issued_at)
                                """)
                        .bind("id", uuid)
                        .bind("number", secret.number())
                        .bind("issued_at", issuedAt)
                        .bind("now", now)
                        .map(_ -> true)
                        .one())
                .defaultIfEmpty(false);
    }

    @Override
    public Mono<Void> remove(String id) {
        return database.sql("delete from service_accounts where id = :id")
                .bind("id", UUID.fromString(id))
                .then();
    }

    private Mono<ServiceAccount> one(String sql, String id) {
        return Mono.justOrEmpty(Ids.parse(id)).flatMap(uuid -> database.sql(sql)
                .bind("id", uuid)
                .map(PostgresServiceAccountRepository::account)
                .one());
    }

    private static GenericExecuteSpec bindSource(GenericExecuteSpec statement, ServiceAccount account) {
        @Nullable SourcePrefix source = account.eventSource();
        return source == null
                ? statement.bindNull("event_source", String.class)
                : statement.bind("event_source", source.text());
    }

    private static Proven proven(Readable row) {
        ServiceAccount account = account(row);
        boolean newest = requireNonNull(row.get("newest", Boolean.class));
        long number = requireNonNull(row.get("rotations", Long.class)) - (newest ? 0 : 1);
        return new Proven(
                account,
                new PresentedSecret(new SecretId(account.id(), number), newest ? null : account.previousSecretUntil()));
    }

    private static ServiceAccount account(Readable row) {
        @Nullable String source = row.get("event_source", String.class);
        return new ServiceAccount(
                UserRows.user(row),
                requireNonNull(row.get("name", String.class)),
                source == null ? null : new SourcePrefix(source),
                requireNonNull(row.get("renames", Long.class)),
                row.get("previous_secret_until", Instant.class));
    }
}
