package dev.steward.session.application;

import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionStatus;
import dev.steward.session.domain.SessionToken;
import dev.steward.session.port.SessionRepository;
import java.net.URI;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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

        /** The token, if any, is not that of the session, or the time of the session is over. */
        record Refused() implements Visit {}

        /** There is nothing to see now. */
        record Closed(Session session) implements Visit {}

        record Open(Session session, URI address) implements Visit {}
    }

    /** Empty when there is no such session, or none any more. */
    public Mono<Visit> visit(String sessionId, @Nullable SessionToken token) {
        return sessions.find(sessionId)
                .filter(session -> session.status() != SessionStatus.DELETED)
                .map(session -> visit(session, token));
    }

    private Visit visit(Session session, @Nullable SessionToken token) {
        if (token == null || !token.opens(session) || session.tokenIsOver(clock.instant())) {
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
