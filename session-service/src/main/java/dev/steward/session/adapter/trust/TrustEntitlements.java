package dev.steward.session.adapter.trust;

import dev.steward.kit.security.trust.ProjectDirectory;
import dev.steward.kit.security.trust.ProjectState;
import dev.steward.kit.security.trust.TokenStanding;
import dev.steward.kit.security.trust.TokenStanding.Standing;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.Withdrawal;
import dev.steward.session.port.Entitlements;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** Entitlements by the trust state this instance holds in memory. */
public final class TrustEntitlements implements Entitlements {

    /** Only of a user who is disabled does a token not stand that is younger than anything that happened. */
    private static final Instant YOUNGEST = Instant.MAX;

    private static final String NO_LOGIN = "none";

    private final ProjectDirectory projects;
    private final TokenStanding standing;

    public TrustEntitlements(ProjectDirectory projects, TokenStanding standing) {
        this.projects = projects;
        this.standing = standing;
    }

    @Override
    public Mono<Withdrawal> withdrawal(Session session) {
        return projects.known(session.projectId())
                .filter(ProjectState::archived)
                .map(_ -> Withdrawal.PROJECT_ARCHIVED)
                .switchIfEmpty(ofUser(session))
                // Nothing is known yet: that is no reason to end anything.
                .onErrorComplete();
    }

    @Override
    public Mono<Set<String>> archivedProjects() {
        return projects.ids()
                .flatMapIterable(ids -> ids)
                .filterWhen(id -> projects.known(id).map(ProjectState::archived))
                .collect(Collectors.toSet())
                .onErrorReturn(Set.of());
    }

    private Mono<Withdrawal> ofUser(Session session) {
        return standing.of(NO_LOGIN, session.identity().userId(), YOUNGEST)
                .filter(Standing.REVOKED::equals)
                .map(_ -> Withdrawal.USER_DISABLED);
    }
}
