package dev.steward.session.port;

import dev.steward.session.domain.Precondition;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.WorkspacePath;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Workspaces that hold nothing and know what was removed. */
public class FakeWorkspaces implements Workspaces {

    private final List<String> removed = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean stuck;

    /** The ids of sessions whose workspace was removed, in that order. */
    public List<String> removed() {
        return List.copyOf(removed);
    }

    /** From now on nothing can be removed, or can again. */
    public void stick(boolean sticks) {
        stuck = sticks;
    }

    @Override
    public Mono<WriteOutcome> write(
            Session session, WorkspacePath path, Flux<ByteBuffer> content, Precondition precondition) {
        return Mono.just(new WriteOutcome.NoSpace());
    }

    @Override
    public Mono<ReadOutcome> read(Session session, WorkspacePath path) {
        return Mono.just(new ReadOutcome.Missing());
    }

    @Override
    public Mono<ListOutcome> list(Session session, WorkspacePath folder) {
        return Mono.just(new ListOutcome.Listed(List.of(), false));
    }

    @Override
    public Mono<DeleteOutcome> delete(
            Session session, WorkspacePath path, boolean recursive, Precondition precondition) {
        return Mono.just(new DeleteOutcome.Missing());
    }

    @Override
    public Mono<Mount> mount(Session session) {
        return Mono.just(new Mount(Path.of("/nowhere"), null));
    }

    @Override
    public Mono<Void> remove(String sessionId) {
        return Mono.fromRunnable(() -> {
            if (stuck) {
                throw new IllegalStateException("the host removes nothing now");
            }
            removed.add(sessionId);
        });
    }
}
