package dev.steward.zerotrust.adapter.postgres;

import static java.util.Objects.requireNonNull;

import dev.steward.zerotrust.domain.Project;
import dev.steward.zerotrust.domain.ProjectId;
import dev.steward.zerotrust.domain.ProjectState;
import dev.steward.zerotrust.domain.ProjectSummary;
import dev.steward.zerotrust.domain.Role;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Reads rows of projects and of their members. */
final class ProjectRows {

    private ProjectRows() {}

    record Member(String projectId, String userId, Role role, boolean byGroup) {}

    static Project withoutMembers(Readable row) {
        return new Project(
                id(row),
                text(row, "name"),
                state(row),
                new TreeMap<>(),
                new TreeMap<>(),
                createdAt(row),
                number(row, "version"),
                number(row, "event_sequence"));
    }

    static Project with(Project project, List<Member> members) {
        SortedMap<String, Role> direct = new TreeMap<>();
        SortedMap<String, Role> byGroups = new TreeMap<>();
        members.forEach(member -> (member.byGroup() ? byGroups : direct).put(member.userId(), member.role()));
        return new Project(
                project.id(),
                project.name(),
                project.state(),
                direct,
                byGroups,
                project.createdAt(),
                project.version(),
                project.eventSequence());
    }

    static ProjectSummary summary(Readable row) {
        return new ProjectSummary(id(row), text(row, "name"), state(row), createdAt(row));
    }

    static Member member(Readable row) {
        String userId = requireNonNull(row.get("user_id", UUID.class)).toString();
        boolean byGroup = requireNonNull(row.get("by_group", Boolean.class));
        return new Member(text(row, "project_id"), userId, role(row), byGroup);
    }

    static Map.Entry<String, Role> membership(Readable row) {
        return Map.entry(text(row, "project_id"), role(row));
    }

    private static ProjectId id(Readable row) {
        return new ProjectId(text(row, "id"));
    }

    private static ProjectState state(Readable row) {
        return ProjectState.of(text(row, "state"));
    }

    private static Role role(Readable row) {
        return Role.parse(text(row, "role")).orElseThrow();
    }

    private static Instant createdAt(Readable row) {
        return requireNonNull(row.get("created_at", Instant.class));
    }

    private static String text(Readable row, String column) {
        return requireNonNull(row.get(column, String.class));
    }

    private static long number(Readable row, String column) {
        return requireNonNull(row.get(column, Long.class));
    }
}
