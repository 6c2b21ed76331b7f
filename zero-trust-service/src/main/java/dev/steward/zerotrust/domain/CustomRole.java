package dev.steward.zerotrust.domain;

import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Permissions under a name that admins made. Groups give it; it holds everywhere. */
public record CustomRole(String name, Set<String> permissions, Instant createdAt, long version) {

    public static final String RULE =
            "must match [a-z][a-z0-9-]{1,39} and be no built-in role: " + GroupRoles.BUILT_IN_NAMES;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{1,39}");

    public CustomRole {
        permissions = Collections.unmodifiableSet(new TreeSet<>(permissions));
        if (!isName(name)) {
            throw new IllegalArgumentException("The name of a role " + RULE + ".");
        }
        if (permissions.isEmpty() || !permissions.stream().allMatch(Permissions::grantable)) {
            throw new IllegalArgumentException("A permission of a role " + Permissions.RULE + ".");
        }
    }

    public static CustomRole named(String name, Set<String> permissions, Instant now) {
        return new CustomRole(name, permissions, now, 1);
    }

    public static boolean isName(String text) {
        return NAME.matcher(text).matches() && Role.parse(text).isEmpty();
    }

    /** Itself when nothing changes. */
    public CustomRole changed(Set<String> next) {
        return next.equals(permissions) ? this : new CustomRole(name, next, createdAt, version + 1);
    }
}
