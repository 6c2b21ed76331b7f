package dev.steward.session.adapter.web;

import dev.steward.kit.security.ProjectAccess;
import dev.steward.session.application.SessionLogs;
import dev.steward.session.application.SessionService;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What sessions printed, as text. */
@RestController
@RequestMapping("/api/v1/sessions/{id}/logs")
final class SessionLogController {

    private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);

    private final VisibleSession visible;
    private final SessionLogs logs;

    SessionLogController(SessionService sessions, ProjectAccess access, SessionLogs logs) {
        this.visible = new VisibleSession(sessions, access);
        this.logs = logs;
    }

    /**
     * Reads the latest lines of what the current attempt of the session printed, oldest first.
     *
     * @param tail how many lines, up to 10,000
     */
    @GetMapping(produces = MediaType.TEXT_PLAIN_VALUE)
    Mono<ResponseEntity<Flux<String>>> get(
            @PathVariable String id, @RequestParam(required = false, defaultValue = LogTail.USUAL) int tail) {
        return visible.find(id).map(session -> ResponseEntity.ok()
                .contentType(TEXT)
                .header("X-Content-Type-Options", "nosniff")
                .header("Cache-Control", "no-store")
                .body(logs.tail(session, LogTail.of(tail)).map(line -> line.text() + "\n")));
    }
}
