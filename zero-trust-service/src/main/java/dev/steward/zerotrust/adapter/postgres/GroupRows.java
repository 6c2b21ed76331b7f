package dev.steward.zerotrust.adapter.postgres;

import static java.util.Objects.requireNonNull;

import dev.steward.zerotrust.domain.Group;
import dev.steward.zerotrust.domain.GroupRoles;
import dev.steward.zerotrust.domain.Role;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/** Reads rows of groups, then what they give by further statements, for the reason {@link PostgresProjectRepository} has. */
final class GroupRows {

    private record Project(String groupId, Map.Entry<String, Role> role) {}

    private record Custom(String groupId, String role) {}

    private GroupRows() {}

    /** Empty when the statement finds no group. */
    static Mono<List<Group>> groups(DatabaseClient database, GenericExecuteSpec statement) {
        return statement
                .map(GroupRows::alone)
                .all()
                .collectList()
                .filter(found -> !found.isEmpty())
                .flatMap(found -> customRoles(database, found)
                        .flatMap(custom -> projects(database, found).map(projects -> found.stream()
                                .map(group -> with(
                                        group,
                                        custom.getOrDefault(group.id(), List.of()),
                                        projects.getOrDefault(group.id(), List.of())))
                                .toList())));
    }

    private static Mono<Map<String, List<Project>>> projects(DatabaseClient database, List<Group> groups) {
        return database.sql("select * from group_projects where group_id = any (:ids)")
                .bind("ids", ids(groups))
                .map(row -> new Project(groupId(row), ProjectRows.membership(row)))
                .all()
                .collect(Collectors.groupingBy(Project::groupId));
    }

    private static Mono<Map<String, List<Custom>>> customRoles(DatabaseClient database, List<Group> groups) {
        return database.sql("select * from group_custom_roles where group_id = any (:ids)")
                .bind("ids", ids(groups))
                .map(row -> new Custom(groupId(row), requireNonNull(row.get("role", String.class))))
                .all()
                .collect(Collectors.groupingBy(Custom::groupId));
    }

    private static Group alone(Readable row) {
        return new Group(
                requireNonNull(row.get("id", UUID.class)).toString(),
                requireNonNull(row.get("name", String.class)),
                GroupRoles.of(Arrays.asList(requireNonNull(row.get("roles", String[].class)))),
                new TreeMap<>(),
                requireNonNull(row.get("created_at", Instant.class)),
                requireNonNull(row.get("version", Long.class)));
    }

    private static Group with(Group group, List<Custom> custom, List<Project> projects) {
        List<String> roles = new ArrayList<>(group.roles().builtInNames());
        custom.forEach(each -> roles.add(each.role()));
        SortedMap<String, Role> inProjects = new TreeMap<>();
        projects.forEach(
                each -> inProjects.put(each.role().getKey(), each.role().getValue()));
        return new Group(
                group.id(), group.name(), GroupRoles.of(roles), inProjects, group.createdAt(), group.version());
    }

    private static UUID[] ids(List<Group> groups) {
        return groups.stream().map(group -> UUID.fromString(group.id())).toArray(UUID[]::new);
    }

    private static String groupId(Readable row) {
        return requireNonNull(row.get("group_id", UUID.class)).toString();
    }

    static String userId(Readable row) {
        return requireNonNull(row.get("user_id", UUID.class)).toString();
    }

    /** Null is no id at all, and what is none is that of nothing. */
    static GenericExecuteSpec bind(GenericExecuteSpec statement, String name, @Nullable String id) {
        return id == null
                ? statement.bindNull(name, UUID.class)
                : statement.bind(name, Ids.parse(id).orElse(Ids.NONE));
    }
}
