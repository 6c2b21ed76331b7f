package dev.steward.session.application;

import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionChange;
import dev.steward.session.domain.SessionStatus;
import dev.steward.session.domain.Taken;
import dev.steward.session.domain.UserRequest;
import dev.steward.session.domain.UserRequest.Verdict;
import dev.steward.session.port.Correlations;
import dev.steward.session.port.Entitlements;
import dev.steward.session.port.SessionRepository;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BiFunction;
import reactor.core.publisher.Mono;

/** What users ask of a session that is there. Each only changes the record; the reconciler makes the host follow. */
public final class SessionCommands {

    /** Uses come by the hundred; a lease need not know them more exactly than this. */
    private static final Duration USE_RESOLUTION = Duration.ofSeconds(30);

    private final SessionRepository sessions;
    private final SessionChanges changes;
    private final Quotas quotas;
    private final Entitlements entitlements;
    private final Correlations correlations;
    private final Clock clock;

    public SessionCommands(
            SessionRepository sessions,
            SessionChanges changes,
            Quotas quotas,
            Entitlements entitlements,
            Correlations correlations,
            Clock clock) {
        this.sessions = sessions;
        this.changes = changes;
        this.quotas = quotas;
        this.entitlements = entitlements;
        this.correlations = correlations;
        this.clock = clock;
    }

    /** What came of a command. */
    public sealed interface Outcome {

        /**
         * Done, or on its way.
         *
         * @param session as it is now
         */
        record Accepted(Session session) implements Outcome {}

        /**
         * Not in the state the session is in, or not for its project or its user.
         *
         * @param reason that state, or why the session may not live any more, as a stable code
         */
        record Refused(String reason, String detail) implements Outcome {}
    }

    /** Empty when the session is not there any more, as of every command. */
    public Mono<Outcome> stop(String id, String userId) {
        return ask(id, userId, UserRequest::stop);
    }

    public Mono<Outcome> start(String id, String userId) {
        return ask(id, userId, UserRequest::start);
    }

    public Mono<Outcome> restart(String id, String userId) {
        return ask(id, userId, UserRequest::restart);
    }

    /**
     * Lets a session live on.
     *
     * @param by how long from now it is to live at least
     */
    public Mono<Outcome> extend(String id, String userId, Duration by) {
        return ask(id, userId, (request, session) -> request.extend(session, by));
    }

    /**
     * To be waited for before something is written to the workspace: of a session that is down that keeps the workspace from
     * being removed under the writer's hands.
     *
     * @return false while the workspace is being removed
     */
    public Mono<Boolean> beginWrite(Session session) {
        if (session.isUp() && !session.lease().keep().isLeaving()) {
            return Mono.just(true);
        }
        return Mono.defer(() -> sessions.find(session.id()))
                .flatMap(current -> current.lease().keep().isLeaving()
                        ? Mono.just(false)
                        : changes.apply(current.use("file-write", clock.instant()))
                                .switchIfEmpty(Mono.error(ChangedMeanwhileException::new))
                                .thenReturn(true))
                .retryWhen(ChangedMeanwhileException.RETRY)
                .defaultIfEmpty(true);
    }

    /** Remembers that somebody used the session, so that it is not idle. */
    public Mono<Void> use(Session session, String source) {
        return isKnown(session)
                ? Mono.empty()
                : Mono.defer(() -> sessions.find(session.id()))
                        .filter(current -> current.isUp() && !isKnown(current))
                        .flatMap(current -> changes.apply(current.use(source, clock.instant()))
                                .switchIfEmpty(Mono.error(ChangedMeanwhileException::new)))
                        .retryWhen(ChangedMeanwhileException.RETRY)
                        .then();
    }

    private Mono<Outcome> ask(String id, String userId, BiFunction<UserRequest, Session, Verdict> command) {
        return correlations
                .current()
                .switchIfEmpty(Mono.fromSupplier(correlations::fresh))
                .flatMap(correlation -> sessions.find(id)
                        .filter(session -> session.status() != SessionStatus.DELETED)
                        .flatMap(session -> {
                            UserRequest request = new UserRequest(userId, clock.instant(), correlation);
                            return answer(session, command.apply(request, session));
                        }))
                .retryWhen(ChangedMeanwhileException.RETRY);
    }

    private Mono<Outcome> answer(Session session, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Change(var change) ->
                refusal(change.after()).switchIfEmpty(Mono.defer(() -> within(change)
                        .<Outcome>map(Outcome.Accepted::new)
                        .switchIfEmpty(Mono.error(ChangedMeanwhileException::new))));
            case Verdict.Nothing() -> Mono.just(new Outcome.Accepted(session));
            case Verdict.Refused(String reason, String detail) -> Mono.just(new Outcome.Refused(reason, detail));
        };
    }

    /** What may not live any more does not begin to, nor goes on for longer. */
    private Mono<Outcome> refusal(Session after) {
        return after.takesItsPlace()
                ? entitlements.withdrawal(after).map(why -> new Outcome.Refused(why.reason(), why.inWords()))
                : Mono.empty();
    }

    /** What begins to run again takes its place among those that do. */
    private Mono<Session> within(SessionChange change) {
        Session after = change.after();
        Taken more = Taken.by(after).minus(Taken.by(change.before()));
        Mono<Session> applied = changes.apply(change);
        return more.sessions() > 0
                ? quotas.within(after.projectId(), after.identity().userId(), more, applied)
                : applied;
    }

    private boolean isKnown(Session session) {
        return session.lease().lastActivity().at().plus(USE_RESOLUTION).isAfter(clock.instant());
    }
}
