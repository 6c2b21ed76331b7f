package dev.steward.zerotrust.adapter.postgres;

import static java.util.Objects.requireNonNull;

import dev.steward.zerotrust.domain.Group;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.port.GroupRepository;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

public final class PostgresGroupRepository implements GroupRepository {

    private static final String OF_MEMBER = """
            where (cast(:member_id as uuid) is null
                   or exists (select from group_members m where m.group_id = g.id and m.user_id = :member_id))
            """;

    private static final UUID NOBODY = new UUID(0, 0);

    private final DatabaseClient database;

    public PostgresGroupRepository(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> insert(Group group) {
        return database.sql("""
                        insert into groups (id, name, roles, created_at, version)
                        values (:id, :name, :roles, :created_at, :version)
                        """)
                .bind("id", UUID.fromString(group.id()))
                .bind("name", group.name())
                .bind("roles", group.roles().builtInNames().toArray(String[]::new))
                .bind("created_at", group.createdAt())
                .bind("version", group.version())
                .then()
                .then(Mono.defer(() -> setCustomRoles(group)));
    }

    @Override
    public Mono<Group> find(String id) {
        return one("select * from groups where id = :id", id);
    }

    @Override
    public Mono<Group> lock(String id) {
        return one("select * from groups where id = :id for no key update", id);
    }

    @Override
    public Mono<List<Group>> lockOf(String userId) {
        return Mono.justOrEmpty(Ids.parse(userId))
                .flatMap(uuid -> groups(database.sql("""
                                select g.* from groups g
                                where exists (select from group_members m
                                              where m.group_id = g.id and m.user_id = :user_id)
                                order by g.id
                                for no key update
                                """).bind("user_id", uuid)))
                .defaultIfEmpty(List.of());
    }

    @Override
    public Mono<Boolean> update(Group changed) {
        return database.sql("""
                        update groups set name = :name, roles = :roles, version = :version
                        where id = :id and version = :version - 1
                        """)
                .bind("id", UUID.fromString(changed.id()))
                .bind("name", changed.name())
                .bind("roles", changed.roles().builtInNames().toArray(String[]::new))
                .bind("version", changed.version())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1)
                .delayUntil(updated -> updated ? setCustomRoles(changed) : Mono.empty());
    }

    @Override
    public Mono<Boolean> update(Group changed, String projectId, @Nullable Role role) {
        GenericExecuteSpec statement = database.sql(role == null ? """
                        with changed as (
                            update groups set version = :version where id = :id and version = :version - 1 returning id
                        )
                        delete from group_projects p
                        using changed
                        where p.group_id = changed.id and p.project_id = :project_id
                        """ : """
                        with changed as (
                            update groups set version = :version where id = :id and version = :version - 1 returning id
                        )
                        insert into group_projects (group_id, project_id, role)
                        select id, :project_id, :role
                        from changed
                        on conflict (group_id, project_id) do update set role = excluded.role
                        """);
        statement = statement
                .bind("id", UUID.fromString(changed.id()))
                .bind("version", changed.version())
                .bind("project_id", projectId);
        return (role == null ? statement : statement.bind("role", role.wireName()))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    @Override
    public Mono<Void> delete(String id) {
        return database.sql("delete from groups where id = :id")
                .bind("id", UUID.fromString(id))
                .then();
    }

    @Override
    public Mono<List<Group>> list(@Nullable String memberId, long offset, int limit) {
        return groups(ofMember(
                                "select * from groups g " + OF_MEMBER
                                        + " order by created_at desc, id desc limit :limit offset :offset",
                                memberId)
                        .bind("limit", limit)
                        .bind("offset", offset))
                .defaultIfEmpty(List.of());
    }

    @Override
    public Mono<Long> count(@Nullable String memberId) {
        return ofMember("select count(*) as total from groups g " + OF_MEMBER, memberId)
                .map(row -> requireNonNull(row.get("total", Long.class)))
                .one();
    }

    @Override
    public Mono<List<String>> members(String id, long offset, int limit) {
        return database.sql("""
                        select user_id from group_members
                        where group_id = :id
                        order by user_id
                        limit :limit offset :offset
                        """)
                .bind("id", UUID.fromString(id))
                .bind("limit", limit)
                .bind("offset", offset)
                .map(row -> userId(row))
                .all()
                .collectList();
    }

    @Override
    public Mono<Long> countMembers(String id) {
        return database.sql("select count(*) as total from group_members where group_id = :id")
                .bind("id", UUID.fromString(id))
                .map(row -> requireNonNull(row.get("total", Long.class)))
                .one();
    }

    @Override
    public Mono<Boolean> addMember(String id, String userId) {
        return database.sql("""
                        insert into group_members (group_id, user_id) values (:id, :user_id) on conflict do nothing
                        """)
                .bind("id", UUID.fromString(id))
                .bind("user_id", UUID.fromString(userId))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    @Override
    public Mono<Boolean> removeMember(String id, String userId) {
        return Mono.justOrEmpty(Ids.parse(userId))
                .flatMap(uuid -> database.sql("delete from group_members where group_id = :id and user_id = :user_id")
                        .bind("id", UUID.fromString(id))
                        .bind("user_id", uuid)
                        .fetch()
                        .rowsUpdated())
                .map(rows -> rows == 1)
                .defaultIfEmpty(false);
    }

    @Override
    public Mono<Void> removeEverywhere(String userId) {
        return database.sql("delete from group_members where user_id = :user_id")
                .bind("user_id", UUID.fromString(userId))
                .then();
    }

    @Override
    public Mono<Set<String>> rolesOf(String userId) {
        return database.sql("""
                        with mine as (select group_id from group_members where user_id = :user_id),
                             custom as (select r.name, r.permissions
                                        from group_custom_roles g
                                        join mine on mine.group_id = g.group_id
                                        join custom_roles r on r.name = g.role)
                        select unnest(g.roles) as role from groups g join mine on mine.group_id = g.id
                        union
                        select name from custom
                        union
                        select unnest(permissions) from custom
                        """)
                .bind("user_id", UUID.fromString(userId))
                .map(row -> requireNonNull(row.get("role", String.class)))
                .all()
                .collect(Collectors.toSet());
    }

    @Override
    public Mono<Set<Set<String>>> rolesOfAdmins() {
        return database.sql("""
                        with given as (select m.user_id, g.id as group_id, g.roles
                                       from group_members m
                                       join groups g on g.id = m.group_id),
                             admins as (select u.id, u.roles
                                        from users u
                                        where not u.disabled and u.kind = 'person'
                                          and ('admin' = any (u.roles)
                                               or exists (select from given
                                                          where user_id = u.id and 'admin' = any (roles)))),
                             custom as (select a.id, r.name, r.permissions
                                        from admins a
                                        join given on given.user_id = a.id
                                        join group_custom_roles c on c.group_id = given.group_id
                                        join custom_roles r on r.name = c.role),
                             held as (select id, unnest(roles) as role from admins
                                      union
                                      select a.id, unnest(given.roles) from admins a join given on given.user_id = a.id
                                      union
                                      select id, name from custom
                                      union
                                      select id, unnest(permissions) from custom)
                        select distinct array_agg(role order by role) as roles from held group by id
                        """)
                .map(row -> Set.of(requireNonNull(row.get("roles", String[].class))))
                .all()
                .collect(Collectors.toSet());
    }

    @Override
    public Mono<Set<String>> enabledAdmins(@Nullable String exceptGroup, @Nullable String exceptMember) {
        GenericExecuteSpec statement = database.sql("""
                        select distinct m.user_id
                        from group_members m
                        join groups g on g.id = m.group_id
                        join users u on u.id = m.user_id
                        where 'admin' = any (g.roles) and not u.disabled and u.kind = 'person'
                          and not (cast(:except_group as uuid) is not null and g.id = :except_group
                                   and (cast(:except_member as uuid) is null or m.user_id = :except_member))
                        """);
        return bind(bind(statement, "except_group", exceptGroup), "except_member", exceptMember)
                .map(row -> userId(row))
                .all()
                .collect(Collectors.toSet());
    }

    private Mono<Group> one(String sql, String id) {
        return Mono.justOrEmpty(Ids.parse(id))
                .flatMap(uuid -> groups(database.sql(sql).bind("id", uuid)))
                .map(List::getFirst);
    }

    private GenericExecuteSpec ofMember(String sql, @Nullable String memberId) {
        return bind(database.sql(sql), "member_id", memberId);
    }

    private Mono<List<Group>> groups(GenericExecuteSpec statement) {
        return GroupRows.groups(database, statement);
    }

    /** Of a group whose row is there and locked. */
    private Mono<Void> setCustomRoles(Group group) {
        String[] custom = group.roles().custom().toArray(String[]::new);
        return database.sql("delete from group_custom_roles where group_id = :id and role <> all (:custom)")
                .bind("id", UUID.fromString(group.id()))
                .bind("custom", custom)
                .then()
                .then(database.sql("""
                                insert into group_custom_roles (group_id, role)
                                select :id, unnest(cast(:custom as text[]))
                                on conflict do nothing
                                """)
                        .bind("id", UUID.fromString(group.id()))
                        .bind("custom", custom)
                        .then());
    }

    private static GenericExecuteSpec bind(GenericExecuteSpec statement, String name, @Nullable String id) {
        return id == null
                ? statement.bindNull(name, UUID.class)
                : statement.bind(name, Ids.parse(id).orElse(NOBODY));
    }

    private static String userId(Readable row) {
        return requireNonNull(row.get("user_id", UUID.class)).toString();
    }
}
