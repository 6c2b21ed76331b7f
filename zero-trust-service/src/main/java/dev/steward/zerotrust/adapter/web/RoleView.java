package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.security.RolePermissions;
import dev.steward.zerotrust.domain.Role;
import java.util.List;

/**
 * A role.
 *
 * @param everywhere what it permits wherever it is given to a user or a group, as {@code resource:action}; {@code *} stands for
 *     any of either
 * @param inProject what it permits in the project in which it is given
 */
record RoleView(String id, List<String> everywhere, List<String> inProject) {

    static RoleView from(Role role) {
        String id = role.wireName();
        return new RoleView(
                id,
                RolePermissions.everywhere(id).stream().sorted().toList(),
                RolePermissions.inProjects(id).stream().sorted().toList());
    }
}
