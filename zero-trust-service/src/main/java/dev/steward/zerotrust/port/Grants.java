package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.Scopes;
import java.util.Collection;

/** What roles permit. */
public interface Grants {

    Scopes of(Collection<Role> everywhere, Collection<Role> inProjects);
}
