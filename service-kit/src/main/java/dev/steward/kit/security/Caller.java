package dev.steward.kit.security;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * Who makes the request, as its verified token says.
 *
 * @param projects role by project id, as of when the token was issued
 * @param issuedAt of the token
 * @param authenticatedAt when the login session was opened; null for a program
 * @param mfaAt when a second factor was presented last; null when none was
 * @param deviceId the device that the login was made on; null when none was named
 * @param scopes permissions the token is good for at most, {@code *} standing for any of either part; null for one of a
 *     login, which is good for all that its roles permit
 * @param eventSource what the source of its events begins with; null for whoever has none of their own
 */
public record Caller(
        String userId,
        String username,
        String loginSessionId,
        Set<String> roles,
        Map<String, String> projects,
        Instant issuedAt,
        Instant expiresAt,
        @Nullable Instant authenticatedAt,
        @Nullable Instant mfaAt,
        @Nullable String deviceId,
        @Nullable Set<String> scopes,
        @Nullable String eventSource) {

    public Caller {
        roles = Set.copyOf(roles);
        projects = Map.copyOf(projects);
        scopes = scopes == null ? null : Set.copyOf(scopes);
    }

    /** Without an event source. */
    public Caller(
            String userId,
            String username,
            String loginSessionId,
            Set<String> roles,
            Map<String, String> projects,
            Instant issuedAt,
            Instant expiresAt,
            @Nullable Instant authenticatedAt,
            @Nullable Instant mfaAt,
            @Nullable String deviceId,
            @Nullable Set<String> scopes) {
        this(
                userId,
                username,
                loginSessionId,
                roles,
                projects,
                issuedAt,
                expiresAt,
                authenticatedAt,
                mfaAt,
                deviceId,
                scopes,
                null);
    }

    /** Empty on an open route. */
    public static Mono<Caller> current() {
        return Mono.deferContextual(context -> Mono.justOrEmpty(context.getOrEmpty(Caller.class)));
    }

    Context in(Context context) {
        return context.put(Caller.class, this);
    }

    public boolean mayEverywhere(String permission) {
        return inScope(permission) && roles.stream().anyMatch(role -> RolePermissions.global(role, permission));
    }

    /** Whether the token is good for what needs the permission; where none is named, only one of a login is. */
    boolean inScope(String permission) {
        return scopes == null || (!permission.isEmpty() && RolePermissions.grants(scopes, permission));
    }

    /** Whether the caller may do everywhere whatever the role permits: nobody can give to another what they do not have. */
    public boolean mayGive(String role) {
        return RolePermissions.of(role).stream().allMatch(this::mayEverywhere);
    }
}
