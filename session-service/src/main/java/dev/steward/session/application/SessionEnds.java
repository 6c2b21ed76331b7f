package dev.steward.session.application;

import dev.steward.session.domain.Session;
import dev.steward.session.port.Observation;
import dev.steward.session.port.SessionRuntime;
import java.util.List;
import reactor.core.publisher.Mono;

/** Ends what runs of a session, and with it the window of its usage. */
public final class SessionEnds {

    private final SessionRuntime runtime;
    private final UsageSampler usage;

    public SessionEnds(SessionRuntime runtime, UsageSampler usage) {
        this.runtime = runtime;
        this.usage = usage;
    }

    /** What a session that ended wrote last. Whoever gives it up does so without, too. */
    Mono<List<String>> lastLines(Session session) {
        return runtime.observe(session)
                .map(seen ->
                        seen instanceof Observation.Ended ended ? ended.exit().lastLines() : List.<String>of())
                .onErrorReturn(List.of());
    }

    /** Safe to repeat. Answers with the last lines it wrote. */
    Mono<List<String>> end(Session session) {
        return runtime.end(session.id())
                .then(runtime.observe(session))
                .flatMap(seen -> seen instanceof Observation.Ended ended
                        ? usage.close(session, ended.usage())
                                .thenReturn(ended.exit().lastLines())
                        : Mono.just(List.of()));
    }
}
