package dev.steward.zerotrust.adapter.access;

import dev.steward.kit.security.RolePermissions;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.Scopes;
import dev.steward.zerotrust.port.Grants;
import java.util.Collection;
import java.util.TreeSet;

/** The permissions every service decides by. */
public final class RoleGrants implements Grants {

    @Override
    public Scopes of(Collection<String> everywhere, Collection<Role> inProjects) {
        var permissions = new TreeSet<String>();
        everywhere.forEach(role -> permissions.addAll(RolePermissions.everywhere(role)));
        inProjects.forEach(role -> permissions.addAll(RolePermissions.inProjects(role.wireName())));
        return new Scopes(permissions);
    }
}
