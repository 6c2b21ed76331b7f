package dev.steward.session.port;

import dev.steward.session.domain.Session;
import dev.steward.session.domain.WorkspacePath;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Workspaces as tar archives, which stream through and are never held in memory. Safe for concurrent use. */
public interface WorkspaceArchives {

    /**
     * What is in the workspace, with names from the workspace down. A process that writes meanwhile may be caught half way.
     *
     * @param folder null for the whole workspace
     */
    Mono<PackOutcome> pack(Session session, @Nullable WorkspacePath folder);

    /**
     * Puts what is in the archive into the workspace, once all of it has come and was found good; else nothing changes.
     *
     * @param replace whether the workspace then has nothing else; if not, files of the same path are replaced and all others
     *     stay
     */
    Mono<UnpackOutcome> unpack(Session session, Flux<ByteBuffer> archive, boolean replace);

    /** What there was to pack. */
    sealed interface PackOutcome {

        /** It is read when {@code content} is subscribed to. */
        record Packed(Flux<ByteBuffer> content) implements PackOutcome {}

        record Missing() implements PackOutcome {}

        record InTheWay(String what) implements PackOutcome {}
    }

    /** What came of an archive. */
    sealed interface UnpackOutcome {

        /**
         * It is in place.
         *
         * @param entries files, folders and links
         * @param bytes of its files
         */
        record Unpacked(long entries, long bytes) implements UnpackOutcome {}

        /**
         * It is no good archive, or has what may not come into a workspace.
         *
         * @param why names the entry, if it is about one
         */
        record Refused(String why) implements UnpackOutcome {}

        record TooLarge(long limitBytes) implements UnpackOutcome {}

        /** The workspace would hold more than it may. */
        record OverQuota(long usedBytes, long limitBytes) implements UnpackOutcome {}

        record NoSpace() implements UnpackOutcome {}

        /**
         * So many archives are on their way in that this one was not read.
         *
         * @param ofSession whether they are all of this session
         */
        record Busy(boolean ofSession) implements UnpackOutcome {}
    }
}
