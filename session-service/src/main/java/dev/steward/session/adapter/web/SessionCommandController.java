package dev.steward.session.adapter.web;

import dev.steward.kit.security.Caller;
import dev.steward.kit.security.ProjectAccess;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import dev.steward.kit.web.ValidBody;
import dev.steward.session.application.QuotaExceededException;
import dev.steward.session.application.SessionCommands;
import dev.steward.session.application.SessionCommands.Outcome;
import dev.steward.session.application.SessionService;
import dev.steward.session.domain.Session;
import java.util.function.BiFunction;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Sessions: stop, start, restart, let live longer. Asking twice is asking once. */
@RestController
@RequestMapping("/api/v1/sessions/{id}")
final class SessionCommandController {

    private final SessionCommands commands;
    private final SessionAddresses addresses;
    private final VisibleSession visible;

    SessionCommandController(
            SessionCommands commands, SessionService sessions, ProjectAccess access, SessionAddresses addresses) {
        this.commands = commands;
        this.addresses = addresses;
        this.visible = new VisibleSession(sessions, access);
    }

    /**
     * Stops a session and keeps its workspace. One that is stopped or about to be stays so.
     *
     * @return 202 and the session, {@code Location} names it; 409 if it has failed, {@code reason} says so
     */
    @PostMapping("/stop")
    Mono<ResponseEntity<SessionResponse>> stop(@PathVariable String id) {
        return accepted(id, commands::stop);
    }

    /**
     * Starts a session that does not run: a new life, and a new count of crashes. One that runs or is about to stays so; one
     * that is being stopped is started right after.
     *
     * @return 202 and the session, {@code Location} names it; 409 when it may not run any more, {@code reason} says why
     */
    @PostMapping("/start")
    Mono<ResponseEntity<SessionResponse>> start(@PathVariable String id) {
        return accepted(id, commands::start);
    }

    /**
     * Stops a session and starts it again; one that does not run is started.
     *
     * @return 202 and the session, {@code Location} names it; 409 when it may not run any more, {@code reason} says why
     */
    @PostMapping("/restart")
    Mono<ResponseEntity<SessionResponse>> restart(@PathVariable String id) {
        return accepted(id, commands::restart);
    }

    /**
     * Lets a session live longer, though never longer than 7 days after it was created or last started by a user; what
     * {@code expires_at} says counts. It never lives shorter for it.
     *
     * @return 200 and the session; 409 if it does not run, {@code reason} is its status
     */
    @PostMapping("/extend")
    Mono<SessionResponse> extend(@PathVariable String id, @ValidBody ExtendSessionRequest body) {
        return command(id, (session, user) -> commands.extend(session, user, body.ttl()))
                .map(session -> SessionResponse.from(session, addresses));
    }

    private Mono<ResponseEntity<SessionResponse>> accepted(
            String id, BiFunction<String, String, Mono<Outcome>> command) {
        return command(id, command).map(session -> ResponseEntity.accepted()
                .header(HttpHeaders.LOCATION, "/api/v1/sessions/" + session.id())
                .body(SessionResponse.from(session, addresses)));
    }

    private Mono<Session> command(String id, BiFunction<String, String, Mono<Outcome>> command) {
        return Mono.zip(visible.find(id), Caller.current())
                .flatMap(
                        found -> command.apply(found.getT1().id(), found.getT2().userId()))
                .onErrorMap(QuotaExceededException.class, QuotaProblem::of)
                .switchIfEmpty(Mono.error(VisibleSession::notFound))
                .map(outcome -> switch (outcome) {
                    case Outcome.Accepted(Session session) -> session;
                    case Outcome.Refused(String reason, String detail) ->
                        throw new Problem(ProblemCode.CONFLICT, detail).member("reason", reason);
                });
    }
}
