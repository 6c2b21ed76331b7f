package dev.steward.session.adapter.web;

import dev.steward.kit.security.ProjectAccess;
import dev.steward.session.application.LogEntry;
import dev.steward.session.application.SessionLogs;
import dev.steward.session.application.SessionService;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What sessions print, as it is printed. */
@RestController
final class LogSocketController {

    private final VisibleSession visible;
    private final SessionLogs logs;
    private final SessionSockets sockets;

    LogSocketController(SessionService sessions, ProjectAccess access, SessionLogs logs, SessionSockets sockets) {
        this.visible = new VisibleSession(sessions, access);
        this.logs = logs;
        this.sockets = sockets;
    }

    /**
     * Opens a socket that tells what the session prints, line by line, over restarts: {@code {"type":"line", "attempt",
     * "text"}}.
     *
     * @param tail how many of the latest lines to begin with, up to 10,000
     * @param follow whether to go on until the session is deleted; else the socket is closed after the latest lines
     * @return 101 and the messages; 429 {@code too-many-requests}: too many streams are open
     */
    @GetMapping("/ws/logs/{id}")
    Mono<Void> open(
            @PathVariable String id,
            @RequestParam(required = false, defaultValue = LogTail.USUAL) int tail,
            @RequestParam(required = false, defaultValue = "true") boolean follow,
            ServerWebExchange exchange) {
        return visible.find(id).flatMap(session -> {
            int lines = LogTail.of(tail);
            return follow
                    ? sockets.open(
                            exchange, session, logs.follow(session, lines).map(LogSocketController::message))
                    : sockets.openPatiently(
                            exchange, session, logs.tail(session, lines).map(LogSocketController::message));
        });
    }

    private static Object message(LogEntry entry) {
        return switch (entry) {
            case LogEntry.Line(int attempt, String text) -> new LineMessage("line", attempt, text);
            case LogEntry.Gap(int attempt) -> new GapMessage("gap", attempt);
        };
    }

    private record LineMessage(String type, int attempt, String text) {}

    private record GapMessage(String type, int attempt) {}
}
