package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.security.Caller;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import dev.steward.zerotrust.application.RoleService;
import dev.steward.zerotrust.domain.CustomRole;
import dev.steward.zerotrust.domain.Group;
import dev.steward.zerotrust.domain.GroupRoles;
import dev.steward.zerotrust.domain.Role;
import java.util.Set;
import java.util.function.Predicate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Nobody gives to another what they do not have, or a key that may do little could make a user who may do everything. Each
 * fails with a {@link Problem} when what is given permits what the caller may not do.
 */
final class Giving {

    /** Whoever has it says who has which role in a project, whatever they may do there themselves. */
    private static final String MEMBERSHIPS = "members:write";

    private Giving() {}

    static Mono<Void> allowed(Set<Role> roles) {
        return allowed(caller -> may(caller, roles));
    }

    static Mono<Void> permissions(Set<String> permissions) {
        return allowed(caller -> permissions.stream().allMatch(caller::mayEverywhere));
    }

    /** What a group gives everywhere; a custom role that there is none of permits nothing. */
    static Mono<Void> allowed(GroupRoles given, RoleService roles) {
        return Flux.fromIterable(given.custom())
                .concatMap(roles::find)
                .flatMapIterable(CustomRole::permissions)
                .collectList()
                .flatMap(permissions -> allowed(caller ->
                        may(caller, given.builtIn()) && permissions.stream().allMatch(caller::mayEverywhere)));
    }

    /** All that belonging to a group gives. */
    static Mono<Void> membership(Group group, RoleService roles) {
        return allowed(group.roles(), roles)
                .then(group.projects().isEmpty() ? Mono.empty() : Mono.defer(Giving::memberships));
    }

    /** A role in a project. */
    static Mono<Void> memberships() {
        return allowed(caller -> caller.mayEverywhere(MEMBERSHIPS));
    }

    private static boolean may(Caller caller, Set<Role> roles) {
        return roles.stream().map(Role::wireName).allMatch(caller::mayGive);
    }

    private static Mono<Void> allowed(Predicate<Caller> enough) {
        return Caller.current()
                .filter(enough)
                .switchIfEmpty(Mono.error(
                        () -> new Problem(ProblemCode.FORBIDDEN, "A role permits what the caller may not do.")))
                .then();
    }
}
