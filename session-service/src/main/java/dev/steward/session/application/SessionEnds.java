package dev.steward.session.application;

import dev.steward.session.domain.Session;
import dev.steward.session.port.Observation;
import dev.steward.session.port.Workspaces;
import java.util.List;
import reactor.core.publisher.Mono;

/** Ends what runs of a session, and with it the window of its usage. */
public final class SessionEnds {

    private final Runtimes runtimes;
    private final UsageSampler usage;
    private final Workspaces workspaces;

    public SessionEnds(Runtimes runtimes, UsageSampler usage, Workspaces workspaces) {
        this.runtimes = runtimes;
        this.usage = usage;
        this.workspaces = workspaces;
    }

    /** Leaves nothing of it, its workspace neither. Safe to repeat. */
    Mono<Void> remove(Session session) {
        return runtimes.of(session).remove(session.id()).then(Mono.defer(() -> workspaces.remove(session.id())));
    }

    /** What a session that ended wrote last. Whoever gives it up does so without, too. */
    Mono<List<String>> lastLines(Session session) {
        return runtimes.of(session)
                .observe(session)
                .map(seen ->
                        seen instanceof Observation.Ended ended ? ended.exit().lastLines() : List.<String>of())
                .onErrorReturn(List.of());
    }

    /** Safe to repeat. Answers with the last lines it wrote. */
    Mono<List<String>> end(Session session) {
        return runtimes.of(session)
                .end(session.id())
                .then(runtimes.of(session).observe(session))
                .flatMap(seen -> seen instanceof Observation.Ended ended
                        ? usage.close(session, ended.usage())
                                .thenReturn(ended.exit().lastLines())
                        : Mono.just(List.of()));
    }
}
