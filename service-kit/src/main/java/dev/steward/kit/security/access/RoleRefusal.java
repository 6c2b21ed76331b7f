package dev.steward.kit.security.access;

import dev.steward.kit.policy.Decision.Outcome;
import dev.steward.kit.policy.Decision.RequiredAction;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a request is refused before policies are asked. Stable: audited and shown to callers by its code. */
public enum RoleRefusal {
    /** No role permits it. */
    ROLE_MISSING,
    /** The token is not good for it, whatever the roles permit. */
    SCOPE_MISSING,
    /** The caller may not see the project, so that they are told that there is none. */
    NOT_A_MEMBER,
    /** A second factor was presented too long ago, or never. */
    MFA_TOO_OLD;

    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Outcome outcome() {
        return this == MFA_TOO_OLD ? Outcome.CHALLENGE : Outcome.DENY;
    }

    @Nullable
    RequiredAction requiredAction() {
        return this == MFA_TOO_OLD ? RequiredAction.MFA : null;
    }
}
