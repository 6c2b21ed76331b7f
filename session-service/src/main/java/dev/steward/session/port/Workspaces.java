package dev.steward.session.port;

import dev.steward.session.domain.Precondition;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.WorkspacePath;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The files of sessions. No path and no symbolic link leads out of a workspace. Safe for concurrent use: changes of one
 * session made here do not overlap, those of its processes may.
 */
public interface Workspaces {

    /** Replaces the file as a whole or not at all, and makes missing folders; both belong to the session's user. */
    Mono<WriteOutcome> write(Session session, WorkspacePath path, Flux<ByteBuffer> content, Precondition precondition);

    Mono<ReadOutcome> read(Session session, WorkspacePath path);

    /**
     * What is below a folder, level by level, so that what is cut off is the deepest.
     *
     * @param folder null for the whole workspace
     */
    Mono<ListOutcome> list(Session session, @Nullable WorkspacePath folder);

    /** Removes a file or a link, not what it links to; a folder with all in it only if {@code recursive}. */
    Mono<DeleteOutcome> delete(Session session, WorkspacePath path, boolean recursive, Precondition precondition);

    /** The workspace as a folder of this host, made when it is missing, for a runtime that mounts it. */
    Mono<Mount> mount(Session session);

    /** Removes the workspace with all in it; nothing of the session may run any more. Safe to repeat. */
    Mono<Void> remove(String sessionId);

    /**
     * A folder of this host.
     *
     * @param user the number of the user it belongs to, null when sessions have none of their own
     */
    record Mount(Path folder, @Nullable Integer user) {}

    /** What an entry of a workspace is. */
    enum Kind {
        FILE,
        FOLDER,
        LINK,
        OTHER
    }

    /**
     * One entry of a workspace.
     *
     * @param path from the workspace down
     * @param size in bytes, of a file only
     * @param etag of a file only
     */
    record Entry(
            String path,
            Kind kind,
            @Nullable Long size,
            Instant modifiedAt,
            @Nullable String etag) {}

    /** How a write went. */
    sealed interface WriteOutcome {

        record Written(String etag, boolean created) implements WriteOutcome {}

        /** Something other than a folder or a plain file is in the way. */
        record InTheWay(String what) implements WriteOutcome {}

        /** The precondition does not hold. */
        record Stale() implements WriteOutcome {}

        record TooLarge(long limitBytes) implements WriteOutcome {}

        /** The workspace would hold more than it may. */
        record OverQuota(long usedBytes, long limitBytes) implements WriteOutcome {}

        record NoSpace() implements WriteOutcome {}
    }

    /** What a read found. */
    sealed interface ReadOutcome {

        /** A plain file; it is opened when {@code content} is subscribed to, and closed with it. */
        record Found(String etag, long size, Flux<ByteBuffer> content) implements ReadOutcome {}

        record Missing() implements ReadOutcome {}

        record InTheWay(String what) implements ReadOutcome {}
    }

    /** What a listing found. */
    sealed interface ListOutcome {

        /**
         * What was found.
         *
         * @param truncated whether there is more than is listed
         */
        record Listed(List<Entry> entries, boolean truncated) implements ListOutcome {}

        record Missing() implements ListOutcome {}

        record InTheWay(String what) implements ListOutcome {}
    }

    /** How a removal went. */
    sealed interface DeleteOutcome {

        record Deleted() implements DeleteOutcome {}

        record Missing() implements DeleteOutcome {}

        /** A folder, and only a file was to be removed. */
        record IsFolder() implements DeleteOutcome {}

        /** The precondition does not hold. */
        record Stale() implements DeleteOutcome {}

        record InTheWay(String what) implements DeleteOutcome {}
    }
}
