package dev.steward.kit.security;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What each role may do, as {@code resource:action}; {@code *} stands for any of either. */
public final class RolePermissions {

    private static final Map<String, Set<String>> GLOBAL = Map.of(
            "admin", Set.of("*:*"),
            "operator", Set.of("*:read", "incidents:*", "dead-letters:*", "sessions:admin"));

    private static final Map<String, Set<String>> IN_PROJECT = Map.of(
            "viewer", Set.of("*:read"),
            "developer", Set.of("*:read", "sessions:*", "jobs:*", "datasets:*", "secrets:*"));

    private RolePermissions() {}

    /**
     * What the role permits as a global one. A name that is a permission stands for it and for no other: tokens name what
     * custom roles permit.
     */
    public static Set<String> everywhere(String role) {
        if (role.indexOf(':') < 0) {
            return GLOBAL.getOrDefault(role, Set.of());
        }
        return role.indexOf('*') < 0 ? Set.of(role) : Set.of();
    }

    /** What the role permits in a project it is held in. */
    public static Set<String> inProjects(String role) {
        return IN_PROJECT.getOrDefault(role, Set.of());
    }

    static boolean global(String role, String permission) {
        return grants(everywhere(role), permission);
    }

    static boolean inProject(String role, String permission) {
        // Administration of a kind of resource is never a matter of one project.
        return !permission.endsWith(":admin") && grants(inProjects(role), permission);
    }

    /** Everything the role permits, everywhere or in a project. */
    static Set<String> of(String role) {
        return Stream.of(everywhere(role), inProjects(role))
                .flatMap(Set::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    static boolean grants(Set<String> granted, String permission) {
        int colon = permission.indexOf(':');
        return granted.contains("*:*")
                || granted.contains(permission)
                || granted.contains(permission.substring(0, colon) + ":*")
                || granted.contains("*" + permission.substring(colon));
    }
}
