package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.Scopes;
import java.util.Collection;

/** What roles permit. */
public interface Grants {

    /**
     * What somebody may do at most.
     *
     * @param everywhere names of roles, or permissions, as tokens name them
     */
    Scopes of(Collection<String> everywhere, Collection<Role> inProjects);
}
