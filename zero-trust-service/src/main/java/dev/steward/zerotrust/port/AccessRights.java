package dev.steward.zerotrust.port;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What roles permit. */
@FunctionalInterface
public interface AccessRights {

    /**
     * Whether they permit something of the suite.
     *
     * @param inProject the role in the project it is about; null when it is about none, or there is none
     * @param permission {@code resource:action}
     */
    boolean permit(Set<String> everywhere, @Nullable String inProject, String permission);
}
