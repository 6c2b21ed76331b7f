package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.security.RolePermissions;
import dev.steward.kit.web.IfMatch;
import dev.steward.zerotrust.domain.CustomRole;
import dev.steward.zerotrust.domain.Role;
import java.util.List;
import java.util.Set;
import org.springframework.http.ResponseEntity;

/**
 * A role.
 *
 * @param builtIn whether it is one that nobody changes
 * @param everywhere what it permits wherever it is given to a user or a group, as {@code resource:action}; {@code *} stands for
 *     any of either
 * @param inProject what it permits in the project in which it is given
 */
record RoleView(String id, boolean builtIn, List<String> everywhere, List<String> inProject) {

    static RoleView from(Role role) {
        String id = role.wireName();
        return new RoleView(id, true, sorted(RolePermissions.everywhere(id)), sorted(RolePermissions.inProjects(id)));
    }

    static RoleView from(CustomRole role) {
        return new RoleView(role.name(), false, sorted(role.permissions()), List.of());
    }

    static ResponseEntity<RoleView> tagged(CustomRole role) {
        return ResponseEntity.ok().eTag(IfMatch.tag(role.version())).body(from(role));
    }

    private static List<String> sorted(Set<String> permissions) {
        return permissions.stream().sorted().toList();
    }
}
