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
 * @param mfaAt when a second factor was presented last; null when none was
 */
public record Caller(
        String userId,
        String username,
        String loginSessionId,
        Set<String> roles,
        Map<String, String> projects,
        Instant expiresAt,
        @Nullable Instant mfaAt) {

    public Caller {
        roles = Set.copyOf(roles);
        projects = Map.copyOf(projects);
    }

    /** Empty on an open route. */
    public static Mono<Caller> current() {
        return Mono.deferContextual(context -> Mono.justOrEmpty(context.getOrEmpty(Caller.class)));
    }

    Context in(Context context) {
        return context.put(Caller.class, this);
    }

    public boolean mayEverywhere(String permission) {
        return roles.stream().anyMatch(role -> RolePermissions.global(role, permission));
    }

    /** Whether the caller may do everywhere whatever the role permits: nobody can give to another what they do not have. */
    public boolean mayGive(String role) {
        return RolePermissions.of(role).stream().allMatch(this::mayEverywhere);
    }
}
