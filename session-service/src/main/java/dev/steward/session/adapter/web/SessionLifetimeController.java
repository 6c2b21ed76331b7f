package dev.steward.session.adapter.web;

import dev.steward.kit.security.Caller;
import dev.steward.kit.security.ProjectAccess;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import dev.steward.kit.web.ValidBody;
import dev.steward.session.application.KeepAlives;
import dev.steward.session.application.KeepAlives.Outcome;
import dev.steward.session.application.Lifetimes;
import dev.steward.session.application.SessionService;
import dev.steward.session.domain.KeepAlive;
import dev.steward.session.domain.Session;
import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Why sessions are alive, and who keeps them so. */
@RestController
@RequestMapping("/api/v1/sessions/{id}")
final class SessionLifetimeController {

    private static final Pattern OWNER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:@-]{0,63}");

    private final Lifetimes lifetimes;
    private final KeepAlives keepAlives;
    private final VisibleSession visible;

    SessionLifetimeController(
            Lifetimes lifetimes, KeepAlives keepAlives, SessionService sessions, ProjectAccess access) {
        this.lifetimes = lifetimes;
        this.keepAlives = keepAlives;
        this.visible = new VisibleSession(sessions, access);
    }

    /** Tells why a session is alive, when it was used last and how, who keeps it alive, and when and why it will be stopped. */
    @GetMapping("/expiry")
    Mono<ExpiryResponse> expiry(@PathVariable String id) {
        return visible.find(id).flatMap(lifetimes::of).map(ExpiryResponse::from);
    }

    /**
     * Keeps a session from being idle for a while, though never beyond its {@code expires_at}. An owner has one: asking
     * again replaces it. Taking one is a use of the session, its end is none.
     *
     * @return 200 and the keep-alive; 409 if the session does not live, {@code reason} is its status; 429 {@code
     *     quota-exceeded}: it has as many owners as it may have
     */
    @PutMapping("/keep-alive/{owner}")
    Mono<KeepAliveResponse> take(
            @PathVariable String id, @PathVariable String owner, @ValidBody KeepAliveRequest body) {
        String name = owner(owner);
        return Mono.zip(visible.find(id), Caller.current()).flatMap(found -> keepAlives
                .take(found.getT1().id(), found.getT2().userId(), name, body.reason(), body.duration())
                .switchIfEmpty(Mono.error(VisibleSession::notFound))
                .map(outcome -> KeepAliveResponse.from(taken(outcome), found.getT1())));
    }

    /**
     * Gives a keep-alive back before its end.
     *
     * @return 204 and nothing, again 404
     */
    @DeleteMapping("/keep-alive/{owner}")
    Mono<ResponseEntity<Void>> giveBack(@PathVariable String id, @PathVariable String owner) {
        return visible.find(id)
                .map(Session::id)
                .flatMap(session -> keepAlives.giveBack(session, owner(owner)))
                .filter(given -> given)
                .switchIfEmpty(Mono.error(() -> Problem.notFound("Nobody of that name keeps the session alive.")))
                .thenReturn(ResponseEntity.noContent().build());
    }

    private static KeepAlive taken(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Taken(KeepAlive keepAlive) -> keepAlive;
            case Outcome.NotAlive(String status) ->
                throw new Problem(ProblemCode.CONFLICT, "It is " + status + "; only what lives is kept alive.")
                        .member("reason", status);
            case Outcome.TooLong(Duration longest) -> throw Problem.invalid("duration", "must be at most " + longest);
            case Outcome.TooMany(int most) ->
                throw new Problem(
                                ProblemCode.QUOTA_EXCEEDED, "A session has at most " + most + " owners of keep-alives.")
                        .member("limit", most);
        };
    }

    private static String owner(String text) {
        if (!OWNER.matcher(text).matches()) {
            throw Problem.invalid("owner", "must match " + OWNER.pattern());
        }
        return text;
    }
}
