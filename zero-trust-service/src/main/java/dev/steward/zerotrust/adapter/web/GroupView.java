package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.web.IfMatch;
import dev.steward.zerotrust.domain.Group;
import dev.steward.zerotrust.domain.Role;
import java.time.Instant;
import java.util.List;
import org.springframework.http.ResponseEntity;

/**
 * A group of users.
 *
 * @param roles built-in and custom ones that its members have everywhere
 * @param projects the role its members have in each project
 */
record GroupView(String id, String name, List<String> roles, List<ProjectRole> projects, Instant createdAt) {

    /** A role in a project. */
    record ProjectRole(String projectId, Role role) {}

    static GroupView from(Group group) {
        List<ProjectRole> projects = group.projects().entrySet().stream()
                .map(project -> new ProjectRole(project.getKey(), project.getValue()))
                .toList();
        return new GroupView(group.id(), group.name(), group.roles().names(), projects, group.createdAt());
    }

    static ResponseEntity<GroupView> tagged(Group group) {
        return ResponseEntity.ok().eTag(IfMatch.tag(group.version())).body(from(group));
    }
}
