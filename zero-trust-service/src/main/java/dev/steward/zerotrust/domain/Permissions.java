package dev.steward.zerotrust.domain;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The permissions that routes of the suite ask for, as {@code resource:action}. */
public final class Permissions {

    /** Whoever has one of these can make themselves an admin, or act as one, so that they are a matter of admins. */
    private static final Set<String> OF_ADMINS =
            Set.of("credentials:write", "groups:write", "roles:write", "users:write");

    private static final Set<String> GRANTABLE = Set.of(
            "api-keys:read",
            "api-keys:write",
            "audit:admin",
            "audit:read",
            "costs:read",
            "datasets:write",
            "dead-letters:read",
            "dead-letters:replay",
            "decisions:evaluate",
            "devices:attest",
            "devices:read",
            "devices:write",
            "events:publish",
            "events:read",
            "gateway:read",
            "groups:read",
            "incidents:read",
            "jobs:create",
            "jobs:read",
            "limits:basic",
            "limits:standard",
            "limits:unlimited",
            "login-sessions:read",
            "login-sessions:write",
            "members:read",
            "members:write",
            "policies:read",
            "policies:write",
            "projects:read",
            "projects:write",
            "secrets:read",
            "secrets:reveal",
            "secrets:write",
            "service-accounts:read",
            "service-accounts:write",
            "sessions:admin",
            "sessions:create",
            "sessions:delete",
            "sessions:read",
            "sessions:write",
            "signing-keys:read",
            "signing-keys:write",
            "status:read",
            "tokens:read",
            "trust-scores:read",
            "users:read");

    private static final Map<String, Set<String>> ACTIONS = actions();

    public static final String RULE = "must be of " + String.join(", ", new TreeSet<>(GRANTABLE));

    private Permissions() {}

    /** Whether a custom role can have it. */
    public static boolean grantable(String permission) {
        return GRANTABLE.contains(permission);
    }

    /** All actions there are permissions of, by what they are done to. */
    public static Map<String, Set<String>> actionsByCollection() {
        return ACTIONS;
    }

    private static Map<String, Set<String>> actions() {
        Map<String, Set<String>> actions = new HashMap<>();
        Stream.concat(GRANTABLE.stream(), OF_ADMINS.stream())
                .map(permission -> permission.split(":"))
                .forEach(parts ->
                        actions.computeIfAbsent(parts[0], _ -> new HashSet<>()).add(parts[1]));
        actions.replaceAll((_, of) -> Set.copyOf(of));
        return Map.copyOf(actions);
    }
}
