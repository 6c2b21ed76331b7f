package dev.steward.kit.security;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What roles permit, for whoever decides about somebody other than the caller. */
public final class RoleRights {

    private RoleRights() {}

    /**
     * Whether roles permit something.
     *
     * @param everywhere global roles
     * @param inProject the role in the project it is about; null when it is about none, or there is none
     * @param permission {@code resource:action}
     */
    public static boolean permit(Set<String> everywhere, @Nullable String inProject, String permission) {
        return everywhere.stream().anyMatch(role -> RolePermissions.global(role, permission))
                || (inProject != null && RolePermissions.inProject(inProject, permission));
    }
}
