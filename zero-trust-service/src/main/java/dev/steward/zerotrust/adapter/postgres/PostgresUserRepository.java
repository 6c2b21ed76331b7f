package dev.steward.zerotrust.adapter.postgres;

import static java.util.Objects.requireNonNull;

import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.domain.Username;
import dev.steward.zerotrust.port.UserRepository;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

public final class PostgresUserRepository implements UserRepository {

    private final DatabaseClient database;

    public PostgresUserRepository(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Boolean> insert(User user, String passwordHash) {
        return database.sql("""
                        insert into users (id, username, password_hash, roles, disabled, created_at)
                        values (:id, :username, :password_hash, :roles, :disabled, :created_at)
                        on conflict (username) do nothing
                        """)
                .bind("id", UUID.fromString(user.id()))
                .bind("username", user.username().value())
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
        return Mono.justOrEmpty(Ids.parse(id)).flatMap(uuid -> database.sql("select * from users where id = :id")
                .bind("id", uuid)
                .map(PostgresUserRepository::user)
                .one());
    }

    @Override
    public Mono<Credential> credential(Username username) {
        return database.sql("select * from users where username = :username")
                .bind("username", username.value())
                .map(row -> new Credential(user(row), requireNonNull(row.get("password_hash", String.class))))
                .one();
    }

    @Override
    public Mono<Boolean> anyAdmin() {
        return database.sql("select exists (select from users where 'admin' = any (roles)) as found")
                .map(row -> requireNonNull(row.get("found", Boolean.class)))
                .one();
    }

    private static User user(Readable row) {
        Set<Role> roles = Arrays.stream(requireNonNull(row.get("roles", String[].class)))
                .map(role -> Role.parse(role).orElseThrow())
                .collect(Collectors.toSet());
        return new User(
                requireNonNull(row.get("id", UUID.class)).toString(),
                new Username(requireNonNull(row.get("username", String.class))),
                roles,
                requireNonNull(row.get("disabled", Boolean.class)),
                requireNonNull(row.get("created_at", Instant.class)));
    }
}
