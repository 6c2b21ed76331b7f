package dev.steward.session.adapter.web;

import dev.steward.kit.security.ProjectAccess;
import dev.steward.session.application.SessionService;
import dev.steward.session.application.WorkspaceFeed.Told;
import dev.steward.session.application.WorkspaceFeeds;
import dev.steward.session.domain.WorkspaceChanges;
import java.time.Instant;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What changes in the workspaces of sessions, as it happens. */
@RestController
final class ChangesSocketController {

    private final VisibleSession visible;
    private final WorkspaceFeeds feeds;
    private final SessionSockets sockets;

    ChangesSocketController(
            SessionService sessions, ProjectAccess access, WorkspaceFeeds feeds, SessionSockets sockets) {
        this.visible = new VisibleSession(sessions, access);
        this.feeds = feeds;
        this.sockets = sockets;
    }

    /**
     * Opens a socket that tells what changes in the workspace, at most every 100 ms: {@code {"type":"changes", "changes",
     * "truncated", "changed_at"}}. Each change has a {@code path} and a {@code kind}: {@code created}, {@code modified}
     * or {@code deleted}. With {@code truncated} more changed than is listed, or may have.
     *
     * @return 101 and the messages; 429 {@code too-many-requests}: too many streams are open
     */
    @GetMapping("/ws/changes/{id}")
    Mono<Void> open(@PathVariable String id, ServerWebExchange exchange) {
        return visible.find(id)
                .flatMap(session -> sockets.open(
                        exchange,
                        session,
                        Flux.defer(() -> feeds.of(session).since(null))
                                .mapNotNull(Told::changes)
                                .map(ChangesMessage::from)));
    }

    private record ChangesMessage(String type, List<Change> changes, boolean truncated, Instant changedAt) {

        static ChangesMessage from(WorkspaceChanges seen) {
            List<Change> changes = seen.changes().stream()
                    .map(change -> new Change(change.path(), change.kind().text()))
                    .toList();
            return new ChangesMessage("changes", changes, seen.truncated(), seen.at());
        }
    }

    private record Change(String path, String kind) {}
}
