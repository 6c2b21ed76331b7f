package dev.steward.session.adapter.web;

import dev.steward.kit.security.ProjectAccess;
import dev.steward.kit.web.Problem;
import dev.steward.session.application.SessionProgress;
import dev.steward.session.application.SessionService;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** How the start of a session goes on. Ids are numbers of its history, so any instance resumes what another one began. */
@RestController
@RequestMapping("/api/v1/sessions/{id}/events")
final class SessionEventController {

    private static final String LAST_ID = "Last-Event-ID";
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final String SETTLED = "settled";
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final VisibleSession visible;
    private final SessionProgress progress;
    private final SessionSockets sockets;

    SessionEventController(
            SessionService sessions, ProjectAccess access, SessionProgress progress, SessionSockets sockets) {
        this.visible = new VisibleSession(sessions, access);
        this.progress = progress;
        this.sockets = sockets;
    }

    /**
     * A step of a session, as the data of an event whose name is the new state.
     *
     * @param reason a stable code
     */
    record ProgressEvent(
            String status,
            Instant at,
            String reason,
            @Nullable String detail) {

        static ProgressEvent from(Transition step) {
            return new ProgressEvent(step.to().text(), step.at(), step.reason(), step.detail());
        }
    }

    /**
     * Tells each step of the session as it is made, beginning with those that were: the event is named like the new state. Once
     * nothing more happens by itself, an event {@code settled} repeats the last step and the stream ends.
     *
     * @param follow whether to go on until the session is deleted
     * @param lastEventId only steps after the one with this id
     * @return 200 and the events; 204 nothing: all was told before and the session is settled; 429 {@code too-many-requests}:
     *     too many streams are open
     */
    @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Mono<ResponseEntity<Flux<ServerSentEvent<ProgressEvent>>>> listen(
            @PathVariable String id,
            @RequestParam(required = false, defaultValue = "false") boolean follow,
            @RequestHeader(name = LAST_ID, required = false) @Nullable String lastEventId) {
        long told = number(lastEventId);
        return visible.find(id).flatMap(session -> progress.last(session.id()).map(last -> {
            boolean done = !follow && SessionProgress.settles(last);
            return done && told >= last.number()
                    // An EventSource that lost the end of the stream would else ask for ever.
                    ? ResponseEntity.noContent().<Flux<ServerSentEvent<ProgressEvent>>>build()
                    : ResponseEntity.ok()
                            .header("Cache-Control", "no-store")
                            .body(sockets.stream(
                                    session, events(session, told, follow ? Long.MAX_VALUE : last.number())));
        }));
    }

    /** @param settlesFrom the first step that may be the last one to tell */
    private Flux<ServerSentEvent<ProgressEvent>> events(Session session, long told, long settlesFrom) {
        Flux<ServerSentEvent<ProgressEvent>> steps = progress.after(session.id(), told)
                .concatMapIterable(step -> step.number() >= settlesFrom && SessionProgress.settles(step)
                        ? List.of(event(step), settled(step))
                        : List.of(event(step)))
                .takeUntil(event -> SETTLED.equals(event.event()));
        // The head of the answer goes out with the first of them.
        Flux<ServerSentEvent<ProgressEvent>> beats = Flux.interval(Duration.ZERO, HEARTBEAT)
                .onBackpressureDrop()
                .map(_ -> ServerSentEvent.<ProgressEvent>builder()
                        .comment("")
                        .retry(RETRY)
                        .build());
        return Flux.merge(1, steps.materialize(), beats.materialize()).dematerialize();
    }

    private static ServerSentEvent<ProgressEvent> event(Transition step) {
        return ServerSentEvent.builder(ProgressEvent.from(step))
                .id(Long.toString(step.number()))
                .event(step.to().text())
                .build();
    }

    private static ServerSentEvent<ProgressEvent> settled(Transition step) {
        return ServerSentEvent.builder(ProgressEvent.from(step)).event(SETTLED).build();
    }

    private static long number(@Nullable String lastEventId) {
        if (lastEventId == null || lastEventId.isEmpty()) {
            return 0;
        }
        if (!NUMBER.matcher(lastEventId).matches()) {
            throw Problem.invalid(LAST_ID, "must be the id of an event");
        }
        return Long.parseLong(lastEventId);
    }
}
