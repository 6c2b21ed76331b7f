package dev.steward.session.port;

import dev.steward.session.domain.Session;
import dev.steward.session.domain.WorkspacePath;
import java.nio.ByteBuffer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The files of sessions. No path and no symbolic link leads out of a workspace. Safe for concurrent use. */
public interface Workspaces {

    /** Replaces the file as a whole or not at all, and makes missing folders; both belong to the session's user. */
    Mono<WriteOutcome> write(Session session, WorkspacePath path, Flux<ByteBuffer> content);

    Mono<ReadOutcome> read(Session session, WorkspacePath path);

    /** How a write went. */
    sealed interface WriteOutcome {

        record Written(String etag, boolean created) implements WriteOutcome {}

        /** Something other than a folder or a plain file is in the way. */
        record InTheWay(String what) implements WriteOutcome {}

        record TooLarge(long limitBytes) implements WriteOutcome {}

        record NoSpace() implements WriteOutcome {}
    }

    /** What a read found. */
    sealed interface ReadOutcome {

        /** A plain file; it is opened when {@code content} is subscribed to, and closed with it. */
        record Found(String etag, long size, Flux<ByteBuffer> content) implements ReadOutcome {}

        record Missing() implements ReadOutcome {}

        record InTheWay(String what) implements ReadOutcome {}
    }
}
