package dev.steward.session.adapter.web;

import dev.steward.kit.security.ProjectAccess;
import dev.steward.kit.web.IfMatch;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import dev.steward.session.application.SessionCommands;
import dev.steward.session.application.SessionService;
import dev.steward.session.domain.Precondition;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.WorkspacePath;
import dev.steward.session.port.Workspaces;
import dev.steward.session.port.Workspaces.DeleteOutcome;
import dev.steward.session.port.Workspaces.ReadOutcome;
import dev.steward.session.port.Workspaces.WriteOutcome;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The files of a session's workspace. Bodies pass through in pieces; nothing here ever holds a file. */
@RestController
@RequestMapping("/api/v1/sessions/{id}/files/{*path}")
final class WorkspaceFileController {

    private static final DataBufferFactory BUFFERS = DefaultDataBufferFactory.sharedInstance;

    private final VisibleSession visible;
    private final WritableSession writable;
    private final Workspaces workspaces;
    private final SessionCommands commands;

    WorkspaceFileController(
            SessionService sessions, ProjectAccess access, Workspaces workspaces, SessionCommands commands) {
        this.visible = new VisibleSession(sessions, access);
        this.writable = new WritableSession(visible, commands);
        this.workspaces = workspaces;
        this.commands = commands;
    }

    /**
     * Writes a file into the workspace.
     *
     * @param ifMatch replaces the file only if it has one of these tags; any file for an asterisk
     * @param ifNoneMatch replaces no file that has one of these tags; none at all for an asterisk
     * @return 201 for a new file, with its {@code ETag}; 204 for a replaced one, with its {@code ETag}; 412 {@code
     *     precondition-failed}; 507 {@code insufficient-storage}: the workspace has used up its quota, or the host is full
     */
    @PutMapping
    Mono<ResponseEntity<Void>> put(
            @PathVariable String id,
            @PathVariable String path,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch,
            ServerHttpRequest request) {
        Precondition precondition = Precondition.of(ifMatch, ifNoneMatch);
        return writable.find(id)
                .flatMap(session -> workspaces
                        .write(session, parse(path), BodyPieces.of(request), precondition)
                        .flatMap(outcome -> outcome instanceof WriteOutcome.Written
                                ? used(session).thenReturn(outcome)
                                : Mono.just(outcome)))
                .map(outcome -> switch (outcome) {
                    case WriteOutcome.Written(String etag, boolean created) ->
                        ResponseEntity.status(created ? HttpStatus.CREATED : HttpStatus.NO_CONTENT)
                                .eTag(etag)
                                .build();
                    case WriteOutcome.InTheWay(String what) -> throw Problem.invalid("path", what);
                    case WriteOutcome.Stale() -> throw IfMatch.stale();
                    case WriteOutcome.TooLarge(long limit) ->
                        throw new Problem(
                                ProblemCode.PAYLOAD_TOO_LARGE, "A file may have at most " + limit + " bytes.");
                    case WriteOutcome.OverQuota(long used, long limit) ->
                        throw new Problem(
                                ProblemCode.INSUFFICIENT_STORAGE,
                                "The workspace takes " + used + " bytes, and may take " + limit + ".");
                    case WriteOutcome.NoSpace() ->
                        throw new Problem(ProblemCode.INSUFFICIENT_STORAGE, "There is no space left for the file.");
                });
    }

    /**
     * Reads a file of the workspace. Always as bytes to be saved: what users put there must not run in the API's own
     * origin.
     *
     * @return 200 and the file, with its {@code ETag}
     */
    @GetMapping
    Mono<ResponseEntity<Flux<DataBuffer>>> get(@PathVariable String id, @PathVariable String path) {
        return visible.findWithFiles(id)
                .flatMap(session -> workspaces.read(session, parse(path)))
                .map(outcome -> switch (outcome) {
                    case ReadOutcome.Found(String etag, long size, Flux<ByteBuffer> content) ->
                        ResponseEntity.ok()
                                .eTag(etag)
                                .contentLength(size)
                                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                                .header("X-Content-Type-Options", "nosniff")
                                .header("Content-Disposition", "attachment")
                                .body(content.map(BUFFERS::wrap));
                    case ReadOutcome.Missing() -> throw Problem.notFound("There is no such file.");
                    case ReadOutcome.InTheWay(String what) -> throw Problem.invalid("path", what);
                });
    }

    /**
     * Removes a file of the workspace, or a folder with all that is in it. Of a symbolic link the link itself is
     * removed.
     *
     * @param recursive removes folders, too
     * @param ifMatch removes the file only if it has one of these tags
     * @return 204 and nothing; 409 {@code conflict} for a folder, without {@code recursive}; 412 {@code precondition-failed}
     */
    @DeleteMapping
    Mono<ResponseEntity<Void>> delete(
            @PathVariable String id,
            @PathVariable String path,
            @RequestParam(required = false, defaultValue = "false") boolean recursive,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return writable.find(id)
                .flatMap(session -> workspaces
                        .delete(session, parse(path), recursive, Precondition.of(ifMatch, null))
                        .flatMap(outcome -> outcome instanceof DeleteOutcome.Deleted
                                ? used(session).thenReturn(outcome)
                                : Mono.just(outcome)))
                .map(outcome -> switch (outcome) {
                    case DeleteOutcome.Deleted() -> ResponseEntity.noContent().build();
                    case DeleteOutcome.Missing() -> throw Problem.notFound("There is no such file.");
                    case DeleteOutcome.IsFolder() ->
                        throw new Problem(ProblemCode.CONFLICT, "It is a folder, which goes with recursive=true only.");
                    case DeleteOutcome.Stale() -> throw IfMatch.stale();
                    case DeleteOutcome.InTheWay(String what) -> throw Problem.invalid("path", what);
                });
    }

    private Mono<Session> used(Session session) {
        return commands.use(session, "file-write").thenReturn(session);
    }

    /** The rest of the path comes with the slash that ends the part before it, if there is a rest. */
    private static WorkspacePath parse(String path) {
        return WorkspacePaths.parse("path", path.isEmpty() ? path : path.substring(1));
    }
}
