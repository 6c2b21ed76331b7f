package dev.steward.session.adapter.web;

import dev.steward.kit.security.ProjectAccess;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import dev.steward.session.application.SessionCommands;
import dev.steward.session.application.SessionService;
import dev.steward.session.port.WorkspaceArchives;
import dev.steward.session.port.WorkspaceArchives.PackOutcome;
import dev.steward.session.port.WorkspaceArchives.UnpackOutcome;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The workspace of a session as a tar archive. Bodies pass through in pieces. */
@RestController
@RequestMapping("/api/v1/sessions/{id}/archive")
final class WorkspaceArchiveController {

    private static final String TAR = "application/x-tar";

    /** The others need about as long as this one would. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private final VisibleSession visible;
    private final WritableSession writable;
    private final WorkspaceArchives archives;
    private final SessionCommands commands;

    WorkspaceArchiveController(
            SessionService sessions, ProjectAccess access, WorkspaceArchives archives, SessionCommands commands) {
        this.visible = new VisibleSession(sessions, access);
        this.writable = new WritableSession(visible, commands);
        this.archives = archives;
        this.commands = commands;
    }

    /**
     * Reads the workspace as a tar archive, with its symbolic links as links.
     *
     * @param folder reads this folder only; names are from the workspace down all the same
     * @return 200 and the archive
     */
    @GetMapping(produces = TAR)
    Mono<ResponseEntity<Flux<DataBuffer>>> get(
            @PathVariable String id, @RequestParam(required = false) @Nullable String folder) {
        return visible.findWithFiles(id)
                .flatMap(session ->
                        archives.pack(session, folder == null ? null : WorkspacePaths.parse("folder", folder)))
                .map(outcome -> switch (outcome) {
                    case PackOutcome.Packed(Flux<ByteBuffer> content) ->
                        ResponseEntity.ok()
                                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"workspace.tar\"")
                                .body(content.map(DefaultDataBufferFactory.sharedInstance::wrap));
                    case PackOutcome.Missing() -> throw Problem.notFound("There is no such folder.");
                    case PackOutcome.InTheWay(String what) -> throw Problem.invalid("folder", what);
                });
    }

    /**
     * Unpacks a tar archive into the workspace, once all of it has come and was found good; an upload that is cut off
     * changes nothing. Files of the same path are replaced, all others stay. Refused as a whole for an entry with a path
     * that leaves the workspace, a symbolic link that could lead out of it, a hard link, a device or a sparse file. Files
     * belong to the session's user; of their modes only whether they may be run is kept.
     *
     * @param replace removes what the archive has not
     * @return 200 and how much it was; 413 {@code payload-too-large}; 429 {@code too-many-requests}: others are being
     *     unpacked into this workspace; 507 {@code insufficient-storage}: the workspace would hold more than its quota, or
     *     the host is full
     */
    @PutMapping(consumes = TAR)
    Mono<UnpackedResponse> put(
            @PathVariable String id,
            @RequestParam(required = false, defaultValue = "false") boolean replace,
            ServerHttpRequest request) {
        return writable.find(id)
                .flatMap(session -> archives.unpack(session, BodyPieces.of(request), replace)
                        .flatMap(outcome -> outcome instanceof UnpackOutcome.Unpacked
                                ? commands.use(session, "file-write").thenReturn(outcome)
                                : Mono.just(outcome)))
                .map(WorkspaceArchiveController::unpacked);
    }

    private static UnpackedResponse unpacked(UnpackOutcome outcome) {
        return switch (outcome) {
            case UnpackOutcome.Unpacked(long entries, long bytes) -> new UnpackedResponse(entries, bytes);
            case UnpackOutcome.Refused(String why) -> throw Problem.invalid("archive", why);
            case UnpackOutcome.TooLarge(long limit) ->
                throw new Problem(ProblemCode.PAYLOAD_TOO_LARGE, "An archive may have at most " + limit + " bytes.");
            case UnpackOutcome.OverQuota(long used, long limit) ->
                throw new Problem(
                        ProblemCode.INSUFFICIENT_STORAGE,
                        "The workspace may take " + limit + " bytes; what is in it, or was to come, takes " + used
                                + ".");
            case UnpackOutcome.NoSpace() ->
                throw new Problem(ProblemCode.INSUFFICIENT_STORAGE, "There is no space left for the archive.");
            case UnpackOutcome.Busy(boolean ofSession)
            when ofSession ->
                throw new Problem(
                                ProblemCode.TOO_MANY_REQUESTS,
                                "Other archives are being unpacked into this workspace; one of them has to be done first.")
                        .retryAfter(SOON);
            case UnpackOutcome.Busy(boolean _) ->
                throw Problem.unavailable(
                        "So many archives are being unpacked that there is no room for this one.", SOON);
        };
    }
}
