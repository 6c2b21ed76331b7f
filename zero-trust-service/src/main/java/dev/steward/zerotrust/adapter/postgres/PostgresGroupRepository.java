package dev.steward.zerotrust.adapter.postgres;

import static java.util.Objects.requireNonNull;

import dev.steward.zerotrust.domain.Group;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.port.GroupRepository;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

public final class PostgresGroupRepository implements GroupRepository {

    private static final String OF_MEMBER = """
            where (cast(:member_id as uuid) is null
                   or exists (select from group_members m where m.group_id = g.id and m.user_id = :member_id))
            """;

    private final DatabaseClient database;
    private final GivenRoles roles;

    public PostgresGroupRepository(DatabaseClient database) {
        this.database = database;
        roles = new GivenRoles(database);
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
                .map(GroupRows::userId)
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
        return roles.of(userId);
    }

    @Override
    public Mono<List<String>> holdersAfter(String role, String lastUserId, int limit) {
        return roles.holdersAfter(role, lastUserId, limit);
    }

    @Override
    public Mono<Set<Set<String>>> rolesOfAdmins() {
        return roles.ofAdmins();
    }

    @Override
    public Mono<Set<String>> enabledAdmins(@Nullable String exceptGroup, @Nullable String exceptMember) {
        return roles.enabledAdmins(exceptGroup, exceptMember);
    }

    private Mono<Group> one(String sql, String id) {
        return Mono.justOrEmpty(Ids.parse(id))
                .flatMap(uuid -> groups(database.sql(sql).bind("id", uuid)))
                .map(List::getFirst);
    }

    private GenericExecuteSpec ofMember(String sql, @Nullable String memberId) {
        return GroupRows.bind(database.sql(sql), "member_id", memberId);
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
}
