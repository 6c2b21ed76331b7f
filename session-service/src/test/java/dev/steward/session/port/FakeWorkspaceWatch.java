package dev.steward.session.port;

import dev.steward.session.domain.Given;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.WorkspaceChange;
import dev.steward.session.domain.WorkspaceChange.Kind;
import dev.steward.session.domain.WorkspaceChanges;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** Workspaces that are names only. */
public final class FakeWorkspaceWatch implements WorkspaceWatch {

    private final Map<String, Set<String>> files = new ConcurrentHashMap<>();
    private final Map<String, Sinks.Many<WorkspaceChanges>> sinks = new ConcurrentHashMap<>();
    private final AtomicInteger watching = new AtomicInteger();

    @Override
    public Flux<WorkspaceChanges> watch(Session session, boolean asNew) {
        return Flux.defer(() -> {
            List<WorkspaceChange> there = files(session).stream()
                    .map(path -> new WorkspaceChange(path, Kind.CREATED))
                    .toList();
            Flux<WorkspaceChanges> live = sink(session).asFlux();
            watching.incrementAndGet();
            return (asNew && !there.isEmpty() ? live.startWith(new WorkspaceChanges(there, false, Given.NOW)) : live)
                    .doFinally(_ -> watching.decrementAndGet());
        });
    }

    public void write(Session session, String path) {
        tell(session, path, files(session).add(path) ? Kind.CREATED : Kind.MODIFIED);
    }

    public void remove(Session session, String path) {
        files(session).remove(path);
        tell(session, path, Kind.DELETED);
    }

    /** The watches of this session break off. */
    public void fail(Session session) {
        sinks.remove(session.id()).tryEmitError(new IllegalStateException("the watch broke off"));
    }

    /** Watches under way. */
    public int watching() {
        return watching.get();
    }

    private void tell(Session session, String path, Kind kind) {
        sink(session).tryEmitNext(new WorkspaceChanges(List.of(new WorkspaceChange(path, kind)), false, Given.NOW));
    }

    private Set<String> files(Session session) {
        return files.computeIfAbsent(session.id(), _ -> ConcurrentHashMap.newKeySet());
    }

    private Sinks.Many<WorkspaceChanges> sink(Session session) {
        return sinks.computeIfAbsent(session.id(), _ -> Sinks.many().multicast().directBestEffort());
    }
}
