package dev.steward.session.adapter.web;

import dev.steward.kit.security.ProjectAccess;
import dev.steward.session.application.SessionService;
import dev.steward.session.application.SessionStats;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What sessions use, every second. */
@RestController
final class StatsSocketController {

    private final VisibleSession visible;
    private final SessionStats stats;
    private final SessionSockets sockets;

    StatsSocketController(SessionService sessions, ProjectAccess access, SessionStats stats, SessionSockets sockets) {
        this.visible = new VisibleSession(sessions, access);
        this.stats = stats;
        this.sockets = sockets;
    }

    /**
     * Opens a socket that tells every second what the session uses: {@code {"type":"stats", "at", "cpu", "memory_bytes",
     * "disk_bytes", "network_bytes"}}, {@code cpu} in cores. What is not known is null.
     *
     * @return 101 and the messages; 429 {@code too-many-requests}: too many streams are open
     */
    @GetMapping("/ws/stats/{id}")
    Mono<Void> open(@PathVariable String id, ServerWebExchange exchange) {
        return visible.find(id)
                .flatMap(session -> sockets.open(
                        exchange, session, stats.watch(session.id()).map(StatsMessage::from)));
    }

    private record StatsMessage(
            String type,
            Instant at,
            @Nullable Double cpu,
            @Nullable Long memoryBytes,
            @Nullable Long diskBytes,
            @Nullable Long networkBytes) {

        static StatsMessage from(SessionStats.Sample sample) {
            return new StatsMessage(
                    "stats",
                    sample.at(),
                    sample.cpu(),
                    sample.memoryBytes(),
                    sample.diskBytes(),
                    sample.networkBytes());
        }
    }
}
