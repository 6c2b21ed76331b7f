package dev.steward.session.application;

import dev.steward.events.healing.RemediationRequested;
import dev.steward.session.domain.Actor;
import dev.steward.session.domain.Remediation;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionChange;
import dev.steward.session.domain.SessionStatus;
import dev.steward.session.port.SessionRepository;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;

/** Does what the healer decided. Being asked twice is harmless: what was done already is only answered. */
public final class RemediationService {

    private static final Duration CLOCKS_APART = Duration.ofSeconds(2);

    private final SessionRepository sessions;
    private final SessionChanges changes;
    private final SessionEnds ends;
    private final Clock clock;

    public RemediationService(SessionRepository sessions, SessionChanges changes, SessionEnds ends, Clock clock) {
        this.sessions = sessions;
        this.changes = changes;
        this.ends = ends;
        this.clock = clock;
    }

    /** A session that is not there, or not any more, needs no answer: its deletion was the answer. */
    public Mono<Void> remediate(RemediationRequested request) {
        return Mono.defer(() -> sessions.find(request.targetId()))
                .flatMap(session -> Mono.justOrEmpty(Remediation.decide(session, request, clock.instant())))
                .flatMap(change -> changes.apply(change.by(Actor.HEALER))
                        .switchIfEmpty(Mono.error(ChangedMeanwhileException::new)))
                .retryWhen(ChangedMeanwhileException.RETRY)
                .then();
    }

    /**
     * The healer will not act, so a crashed session stays down. One that runs again meanwhile is left alone, and so is one
     * that crashed again: that was decided about a crash before.
     *
     * @param decidedAt by the healer's clock
     */
    public Mono<Void> giveUp(String sessionId, String reason, Instant decidedAt) {
        return Mono.defer(() -> sessions.find(sessionId))
                .filter(session -> session.status() == SessionStatus.CRASHED
                        && !decidedAt
                                .plus(CLOCKS_APART)
                                .isBefore(session.state().since()))
                .flatMap(session -> ends.lastLines(session)
                        .flatMap(lines ->
                                changes.apply(failed(session, reason, lines).by(Actor.HEALER)))
                        .switchIfEmpty(Mono.error(ChangedMeanwhileException::new)))
                .retryWhen(ChangedMeanwhileException.RETRY)
                .then();
    }

    private SessionChange failed(Session session, String reason, List<String> lastLines) {
        String detail = "Not restarted after %d crashes, the last one %s."
                .formatted(session.attempts().crashes(), session.state().detail());
        return session.fail(reason, detail, lastLines, clock.instant());
    }
}
