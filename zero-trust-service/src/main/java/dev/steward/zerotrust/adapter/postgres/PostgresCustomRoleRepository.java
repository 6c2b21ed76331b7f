package dev.steward.zerotrust.adapter.postgres;

import static java.util.Objects.requireNonNull;

import dev.steward.zerotrust.domain.CustomRole;
import dev.steward.zerotrust.port.CustomRoleRepository;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

public final class PostgresCustomRoleRepository implements CustomRoleRepository {

    private final DatabaseClient database;

    public PostgresCustomRoleRepository(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Boolean> insert(CustomRole role) {
        return database.sql("""
                        insert into custom_roles (name, permissions, created_at, version)
                        values (:name, :permissions, :created_at, :version)
                        on conflict (name) do nothing
                        """)
                .bind("name", role.name())
                .bind("permissions", role.permissions().toArray(String[]::new))
                .bind("created_at", role.createdAt())
                .bind("version", role.version())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    @Override
    public Mono<CustomRole> find(String name) {
        return one("select * from custom_roles where name = :name", name);
    }

    @Override
    public Mono<CustomRole> lock(String name) {
        return one("select * from custom_roles where name = :name for update", name);
    }

    @Override
    public Mono<Set<String>> keep(Set<String> names) {
        // In one order, or two who do this at once could wait for each other.
        return database.sql("select name from custom_roles where name = any (:names) order by name for key share")
                .bind("names", names.toArray(String[]::new))
                .map(row -> requireNonNull(row.get("name", String.class)))
                .all()
                .collect(Collectors.toSet());
    }

    @Override
    public Mono<Boolean> update(CustomRole changed) {
        return database.sql("""
                        update custom_roles set permissions = :permissions, version = :version
                        where name = :name and version = :version - 1
                        """)
                .bind("name", changed.name())
                .bind("permissions", changed.permissions().toArray(String[]::new))
                .bind("version", changed.version())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    @Override
    public Mono<Boolean> delete(String name) {
        return database.sql("""
                        delete from custom_roles
                        where name = :name and not exists (select from group_custom_roles where role = :name)
                        """).bind("name", name).fetch().rowsUpdated().map(rows -> rows == 1);
    }

    @Override
    public Mono<List<CustomRole>> list(long offset, int limit) {
        return database.sql("select * from custom_roles order by name limit :limit offset :offset")
                .bind("limit", limit)
                .bind("offset", offset)
                .map(PostgresCustomRoleRepository::role)
                .all()
                .collectList();
    }

    @Override
    public Mono<Long> count() {
        return database.sql("select count(*) as total from custom_roles")
                .map(row -> requireNonNull(row.get("total", Long.class)))
                .one();
    }

    private Mono<CustomRole> one(String sql, String name) {
        // What is no name may hold what no text of the database can.
        return CustomRole.isName(name)
                ? database.sql(sql)
                        .bind("name", name)
                        .map(PostgresCustomRoleRepository::role)
                        .one()
                : Mono.empty();
    }

    private static CustomRole role(Readable row) {
        return new CustomRole(
                requireNonNull(row.get("name", String.class)),
                Set.of(requireNonNull(row.get("permissions", String[].class))),
                requireNonNull(row.get("created_at", Instant.class)),
                requireNonNull(row.get("version", Long.class)));
    }
}
