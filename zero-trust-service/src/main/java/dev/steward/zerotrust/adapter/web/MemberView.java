package dev.steward.zerotrust.adapter.web;

import dev.steward.zerotrust.domain.Project;
import dev.steward.zerotrust.domain.Role;
import java.util.List;
import java.util.Optional;

/**
 * A user who has a role in a project.
 *
 * @param role the strongest of those that were given
 * @param byGroup whether it is a group that gives this role
 */
record MemberView(String projectId, String userId, Role role, boolean byGroup) {

    static List<MemberView> of(Project project) {
        return project.roles().keySet().stream()
                .flatMap(userId -> of(project, userId).stream())
                .toList();
    }

    static Optional<MemberView> of(Project project, String userId) {
        return Optional.ofNullable(project.roles().get(userId))
                .map(role -> new MemberView(
                        project.id().value(), userId, role, project.members().get(userId) != role));
    }
}
