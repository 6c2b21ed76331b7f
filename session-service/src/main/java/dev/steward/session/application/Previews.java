package dev.steward.session.application;

import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionStatus;
import dev.steward.session.domain.SessionToken;
import dev.steward.session.port.SessionRepository;
import java.net.URI;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Mono;

/** Who may see what a session serves, and where it is served. */
public final class Previews {

    /** One that does not answer its probes may answer its user. */
    private static final Set<SessionStatus> SERVING = EnumSet.of(SessionStatus.RUNNING, SessionStatus.UNHEALTHY);

    private final SessionRepository sessions;
    private final Runtimes runtimes;
    private final SessionCommands commands;
    private final Clock clock;

    public Previews(SessionRepository sessions, Runtimes runtimes, SessionCommands commands, Clock clock) {
        this.sessions = sessions;
        this.runtimes = runtimes;
        this.commands = commands;
        this.clock = clock;
    }

    /** What a visitor finds. */
    public sealed interface Visit {

        /** There is no such session, or none of the tokens is its own, or its time is over: nobody learns which. */
        record Refused() implements Visit {}

        /** The session was deleted, as whoever has its token may know. */
        record Gone() implements Visit {}

        /** There is nothing to see now. */
        record Closed(Session session) implements Visit {}

        record Open(Session session, URI address) implements Visit {}
    }

    /**
     * What a visitor finds at a session.
     *
     * @param tokens that the visitor shows, of which one has to be that of the session
     */
    public Mono<Visit> visit(String sessionId, List<SessionToken> tokens) {
        return sessions.find(sessionId)
                .map(session -> visit(session, tokens))
                // Takes as long as that of a session of somebody else.
                .switchIfEmpty(Mono.fromRunnable(() -> tokens.forEach(SessionToken::hash)))
                .defaultIfEmpty(new Visit.Refused());
    }

    private Visit visit(Session session, List<SessionToken> tokens) {
        if (tokens.stream().noneMatch(token -> token.opens(session))) {
            return new Visit.Refused();
        }
        if (session.status() == SessionStatus.DELETED) {
            return new Visit.Gone();
        }
        if (session.tokenIsOver(clock.instant())) {
            return new Visit.Refused();
        }
        return SERVING.contains(session.status())
                ? new Visit.Open(session, runtimes.of(session).address(session))
                : new Visit.Closed(session);
    }

    /** Whoever looks at a preview uses the session. That it cannot be noted now is no reason to show nothing. */
    public Mono<Void> used(Session session) {
        return commands.use(session, "preview").onErrorComplete();
    }
}
