package dev.steward.zerotrust.adapter.postgres;

import static java.util.Objects.requireNonNull;

import dev.steward.zerotrust.domain.Project;
import dev.steward.zerotrust.domain.ProjectId;
import dev.steward.zerotrust.domain.ProjectSummary;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.port.ProjectRepository;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/**
 * Members are read by a second statement: after waiting for a lock only a new statement sees what the one who held it
 * has committed.
 */
public final class PostgresProjectRepository implements ProjectRepository {

    private final DatabaseClient database;

    public PostgresProjectRepository(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Boolean> insert(Project project) {
        return database.sql("""
                        insert into projects (id, name, state, created_at, version, event_sequence)
                        values (:id, :name, :state, :created_at, :version, :event_sequence)
                        on conflict (id) do nothing
                        """)
                .bind("id", project.id().value())
                .bind("name", project.name())
                .bind("state", project.state().wireName())
                .bind("created_at", project.createdAt())
                .bind("version", project.version())
                .bind("event_sequence", project.eventSequence())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    @Override
    public Mono<Project> find(ProjectId id) {
        return withMembers(database.sql("select * from projects where id = :id").bind("id", id.value()))
                .mapNotNull(List::getFirst);
    }

    @Override
    public Mono<Project> lock(ProjectId id) {
        return withMembers(database.sql("select * from projects where id = :id for update")
                        .bind("id", id.value()))
                .mapNotNull(List::getFirst);
    }

    @Override
    public Mono<List<Project>> lockAfter(String lastId, int limit) {
        return withMembers(database.sql("""
                                select * from projects where id > :last_id order by id limit :limit for share
                                """).bind("last_id", lastId).bind("limit", limit))
                .defaultIfEmpty(List.of());
    }

    @Override
    public Mono<Boolean> update(Project changed, String userId, Role role) {
        return compareAndSet("""
                with changed as (
                    update projects
                    set version = :version, event_sequence = :event_sequence
                    where id = :id and version = :version - 1 and state = 'active'
                    returning id
                )
                insert into project_members (project_id, user_id, role)
                select id, :user_id, :role
                from changed
                on conflict (project_id, user_id) do update set role = excluded.role
                """, changed, statement -> statement
                .bind("user_id", UUID.fromString(userId))
                .bind("role", role.wireName()));
    }

    @Override
    public Mono<Boolean> remove(Project changed, String userId) {
        return compareAndSet("""
                with changed as (
                    update projects
                    set version = :version, event_sequence = :event_sequence
                    where id = :id and version = :version - 1 and state = 'active'
                    returning id
                )
                delete from project_members m
                using changed
                where m.project_id = changed.id and m.user_id = :user_id
                """, changed, statement -> statement.bind("user_id", UUID.fromString(userId)));
    }

    @Override
    public Mono<Boolean> update(Project changed) {
        return compareAndSet("""
                update projects
                set name = :name, state = :state, version = :version, event_sequence = :event_sequence
                where id = :id and version = :version - 1 and state = 'active'
                """, changed, statement -> statement
                .bind("name", changed.name())
                .bind("state", changed.state().wireName()));
    }

    @Override
    public Mono<Boolean> regroup(Project changed) {
        return compareAndSet("""
                update projects
                set version = :version, event_sequence = :event_sequence
                where id = :id and version = :version - 1
                """, changed, statement -> statement);
    }

    @Override
    public Mono<Map<String, Role>> membershipsOf(String userId, int limit) {
        return Mono.justOrEmpty(Ids.parse(userId))
                .flatMapMany(uuid -> database.sql("""
                                select m.project_id, m.role
                                from project_roles m
                                join projects p on p.id = m.project_id
                                where m.user_id = :user_id
                                order by p.created_at desc, p.id
                                limit :limit
                                """)
                        .bind("user_id", uuid)
                        .bind("limit", limit)
                        .map(ProjectRows::membership)
                        .all())
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    @Override
    public Mono<List<ProjectSummary>> list(@Nullable Set<String> ids, long offset, int limit) {
        return among(ids, """
                        select * from projects p
                        where :everything or p.id = any (:ids)
                        order by created_at desc, id
                        limit :limit offset :offset
                        """)
                .bind("limit", limit)
                .bind("offset", offset)
                .map(ProjectRows::summary)
                .all()
                .collectList();
    }

    @Override
    public Mono<Long> count(@Nullable Set<String> ids) {
        return among(ids, """
                        select count(*) as total from projects p
                        where :everything or p.id = any (:ids)
                        """)
                .map(row -> requireNonNull(row.get("total", Long.class)))
                .one();
    }

    @Override
    public Mono<Set<String>> ids() {
        return database.sql("select id from projects")
                .map(row -> requireNonNull(row.get("id", String.class)))
                .all()
                .collect(Collectors.toSet());
    }

    private Mono<Boolean> compareAndSet(String sql, Project changed, UnaryOperator<GenericExecuteSpec> rest) {
        return rest.apply(database.sql(sql)
                        .bind("id", changed.id().value())
                        .bind("version", changed.version())
                        .bind("event_sequence", changed.eventSequence()))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    private GenericExecuteSpec among(@Nullable Set<String> ids, String sql) {
        String[] bound = ids == null ? new String[0] : ids.toArray(String[]::new);
        return database.sql(sql).bind("everything", ids == null).bind("ids", bound);
    }

    /** Empty when the statement finds no project. */
    private Mono<List<Project>> withMembers(GenericExecuteSpec statement) {
        return statement
                .map(ProjectRows::withoutMembers)
                .all()
                .collectList()
                .filter(found -> !found.isEmpty())
                .flatMap(found -> members(found).map(members -> found.stream()
                        .map(project -> ProjectRows.with(
                                project, members.getOrDefault(project.id().value(), List.of())))
                        .toList()));
    }

    private Mono<Map<String, List<ProjectRows.Member>>> members(List<Project> projects) {
        String[] ids = projects.stream().map(project -> project.id().value()).toArray(String[]::new);
        // Of what groups give, the role that counts in the view project_roles.
        return database.sql("""
                        select project_id, user_id, role, false as by_group
                        from project_members
                        where project_id = any (:ids)
                        union all
                        select p.project_id, m.user_id, min(p.role), true
                        from group_projects p
                        join group_members m on m.group_id = p.group_id
                        where p.project_id = any (:ids)
                        group by p.project_id, m.user_id
                        """)
                .bind("ids", ids)
                .map(ProjectRows::member)
                .all()
                .collect(Collectors.groupingBy(ProjectRows.Member::projectId));
    }
}
