package dev.steward.session.port;

import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionFilter;
import dev.steward.session.domain.Taken;
import java.util.Set;
import reactor.core.publisher.Mono;

/** Adds up what a store holds; one caller at a time is the test's business. */
public record FakeAllotments(SessionRepository sessions) implements Allotments {

    @Override
    public Mono<Void> reserve(String projectId, String userId) {
        return Mono.empty();
    }

    @Override
    public Mono<Taken> ofUser(String userId) {
        return taken(new SessionFilter(null, userId, null, null));
    }

    @Override
    public Mono<Taken> ofProject(String projectId) {
        return taken(new SessionFilter(Set.of(projectId), null, null, null));
    }

    private Mono<Taken> taken(SessionFilter filter) {
        return sessions.page(filter, 0, Integer.MAX_VALUE)
                .map(found ->
                        found.stream().map((Session each) -> Taken.by(each)).reduce(Taken.NOTHING, Taken::plus));
    }
}
