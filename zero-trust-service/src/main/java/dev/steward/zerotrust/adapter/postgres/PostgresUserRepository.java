package dev.steward.zerotrust.adapter.postgres;

import static java.util.Objects.requireNonNull;

import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.domain.UserFilter;
import dev.steward.zerotrust.domain.UserState;
import dev.steward.zerotrust.domain.Username;
import dev.steward.zerotrust.port.UserRepository;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

public final class PostgresUserRepository implements UserRepository {

    /** A number that no other lock of this service has. */
    private static final long ADMINS = 0x61646d696e73L;

    private final DatabaseClient database;

    public PostgresUserRepository(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Boolean> insert(User user, String passwordHash) {
        return database.sql("""
                        insert into users (id, username, kind, password_hash, roles, disabled, created_at)
                        values (:id, :username, :kind, :password_hash, :roles, :disabled, :created_at)
                        on conflict (username) do nothing
                        """)
                .bind("id", UUID.fromString(user.id()))
                .bind("username", user.username().value())
                .bind("kind", user.kind().wireName())
                .bind("password_hash", passwordHash)
                .bind("roles", user.roleNames().toArray(String[]::new))
                .bind("disabled", user.disabled())
                .bind("created_at", user.createdAt())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    @Override
    public Mono<User> find(String id) {
        return one("select * from users where id = :id and not deleted", id);
    }

    @Override
    public Mono<User> lock(String id) {
        return one("select * from users where id = :id and not deleted for no key update", id);
    }

    @Override
    public Mono<User> settled(String id) {
        return one("select * from users where id = :id and not deleted for share", id);
    }

    @Override
    public Mono<List<User>> lockAll(Collection<String> ids) {
        // In one order, or two who do this at once could wait for each other.
        return database.sql("select * from users where id = any (:ids) and not deleted order by id for no key update")
                .bind("ids", ids.stream().map(UUID::fromString).toArray(UUID[]::new))
                .map(UserRows::user)
                .all()
                .collectList();
    }

    @Override
    public Mono<Void> updateTokensValidFrom(List<User> locked) {
        return Flux.fromIterable(locked)
                .concatMap(user -> UserRows.bindTime(database.sql("""
                                        update users
                                        set tokens_valid_from = :tokens_valid_from, event_sequence = :event_sequence
                                        where id = :id
                                        """), "tokens_valid_from", user.tokensValidFrom())
                        .bind("event_sequence", user.eventSequence())
                        .bind("id", UUID.fromString(user.id()))
                        .then())
                .then();
    }

    @Override
    public Mono<List<User>> lockOutdatedBefore(Instant tokensValidFrom, int limit) {
        return database.sql("""
                        select * from users
                        where tokens_valid_from < :before
                        order by id
                        limit :limit
                        for no key update skip locked
                        """)
                .bind("before", tokensValidFrom)
                .bind("limit", limit)
                .map(UserRows::user)
                .all()
                .collectList();
    }

    @Override
    public Mono<Set<String>> lockAdmins() {
        // One lock for all: who is an admin by a group has no row that says so.
        return database.sql("select pg_advisory_xact_lock(:admins)")
                .bind("admins", ADMINS)
                .then()
                .thenMany(database.sql("""
                                select id from users
                                where 'admin' = any (roles) and not disabled and kind = 'person'
                                """)
                        .map(row -> requireNonNull(row.get("id", UUID.class)).toString())
                        .all())
                .collect(Collectors.toSet());
    }

    @Override
    public Mono<Boolean> update(User changed) {
        GenericExecuteSpec statement = database.sql("""
                        update users
                        set roles = :roles, disabled = :disabled, deleted = :deleted,
                            state_changed_at = :state_changed_at, tokens_valid_from = :tokens_valid_from, version = :version, event_sequence = :event_sequence
                        where id = :id and version = :version - 1 and not deleted
                        """)
                .bind("id", UUID.fromString(changed.id()))
                .bind("roles", changed.roleNames().toArray(String[]::new))
                .bind("disabled", changed.disabled())
                .bind("deleted", changed.state() == UserState.DELETED)
                .bind("version", changed.version())
                .bind("event_sequence", changed.eventSequence());
        statement = UserRows.bindTime(statement, "tokens_valid_from", changed.tokensValidFrom());
        return UserRows.bindTime(statement, "state_changed_at", changed.stateChangedAt())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    @Override
    public Mono<Long> changePassword(String id, String passwordHash) {
        return Mono.justOrEmpty(Ids.parse(id)).flatMap(uuid -> database.sql("""
                        update users set password_hash = :password_hash, password_changes = password_changes + 1
                        where id = :id and not deleted and kind = 'person'
                        returning password_changes
                        """)
                .bind("id", uuid)
                .bind("password_hash", passwordHash)
                .map(row -> requireNonNull(row.get("password_changes", Long.class)))
                .one());
    }

    @Override
    public Mono<List<User>> list(UserFilter filter, long offset, int limit) {
        return UserRows.bind(
                        database.sql("select * from users where " + UserRows.MATCHES
                                + " order by created_at desc, id desc limit :limit offset :offset"),
                        filter)
                .bind("limit", limit)
                .bind("offset", offset)
                .map(UserRows::user)
                .all()
                .collectList();
    }

    @Override
    public Mono<Long> count(UserFilter filter) {
        return UserRows.bind(database.sql("select count(*) as total from users where " + UserRows.MATCHES), filter)
                .map(row -> requireNonNull(row.get("total", Long.class)))
                .one();
    }

    @Override
    public Mono<List<User>> lockStatesAfter(String lastId, int limit) {
        return database.sql("""
                        select * from users
                        where id > :last_id and (state_changed_at is not null or tokens_valid_from is not null)
                        order by id
                        limit :limit
                        for share
                        """)
                .bind("last_id", Ids.parse(lastId).orElse(Ids.NONE))
                .bind("limit", limit)
                .map(UserRows::user)
                .all()
                .collectList();
    }

    @Override
    public Mono<Credential> credential(Username username) {
        return database.sql("select * from users where username = :username and not deleted and kind = 'person'")
                .bind("username", username.value())
                .map(row -> new Credential(UserRows.user(row), requireNonNull(row.get("password_hash", String.class))))
                .one();
    }

    @Override
    public Mono<Boolean> anyAdmin() {
        return database.sql(
                        "select exists (select from users where 'admin' = any (roles) and kind = 'person') as found")
                .map(row -> requireNonNull(row.get("found", Boolean.class)))
                .one();
    }

    private Mono<User> one(String sql, String id) {
        return Mono.justOrEmpty(Ids.parse(id))
                .flatMap(uuid ->
                        database.sql(sql).bind("id", uuid).map(UserRows::user).one());
    }
}
