package dev.steward.session.adapter.web;

import dev.steward.kit.security.Caller;
import dev.steward.kit.security.trust.ProjectDirectory;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Whose a new session will be: the caller's, or that of a member of the project whom an administrator names. */
record SessionOwners(ProjectDirectory projects) {

    private static final String ADMIN = "sessions:admin";

    /** @param named in the request; null for the caller */
    Mono<String> owner(Caller caller, String projectId, @Nullable String named) {
        if (named == null || named.equals(caller.userId())) {
            return Mono.just(caller.userId());
        }
        if (!caller.mayEverywhere(ADMIN)) {
            return Mono.error(new Problem(ProblemCode.FORBIDDEN, "A session of another user needs " + ADMIN + "."));
        }
        return projects.project(projectId)
                .filter(project -> project.roleOf(named).isPresent())
                .map(_ -> named)
                .switchIfEmpty(Mono.error(() -> Problem.invalid("user_id", "must be a member of the project")));
    }
}
