package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.security.Caller;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import dev.steward.zerotrust.domain.Role;
import java.util.Set;
import reactor.core.publisher.Mono;

/** Nobody gives to another what they do not have, or a key that may do little could make a user who may do everything. */
final class Giving {

    private Giving() {}

    /** Fails with a {@link Problem} when one of the roles permits what the caller may not do. */
    static Mono<Void> allowed(Set<Role> roles) {
        return Caller.current()
                .filter(caller -> roles.stream().map(Role::wireName).allMatch(caller::mayGive))
                .switchIfEmpty(Mono.error(
                        () -> new Problem(ProblemCode.FORBIDDEN, "A role permits what the caller may not do.")))
                .then();
    }
}
