package dev.steward.healing.adapter.kafka;

import dev.steward.events.Topics;
import dev.steward.events.session.SessionCrashed;
import dev.steward.events.session.SessionDeleted;
import dev.steward.events.session.SessionEvent;
import dev.steward.events.session.SessionFailed;
import dev.steward.events.session.SessionRemediationFailed;
import dev.steward.events.session.SessionStarted;
import dev.steward.events.session.SessionStopped;
import dev.steward.events.session.SessionStopping;
import dev.steward.healing.application.IncidentService;
import dev.steward.healing.domain.Crash;
import dev.steward.healing.domain.Target;
import dev.steward.healing.domain.TargetStatus;
import dev.steward.kit.cloudevents.BadEventException;
import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.inbox.EventHandler;
import dev.steward.kit.inbox.EventSubscription;
import dev.steward.kit.inbox.Received;
import dev.steward.kit.web.Correlation;
import java.time.Instant;
import reactor.core.publisher.Mono;

/** What sessions say, told to the healer in its own words. */
public class SessionListener {

    private static final String GROUP = "self-healing-service.sessions";

    private final IncidentService incidents;

    public SessionListener(IncidentService incidents) {
        this.incidents = incidents;
    }

    public EventSubscription subscription() {
        return EventSubscription.group(GROUP)
                .topic(Topics.SESSION_EVENTS)
                .on(SessionCrashed.class, this::crashed)
                .on(SessionStarted.class, saying(TargetStatus.RUNNING))
                // Whoever asks a session to stop does not want it healed; its process may take a while to end.
                .on(SessionStopping.class, saying(TargetStatus.STOPPED))
                .on(SessionStopped.class, saying(TargetStatus.STOPPED))
                .on(SessionFailed.class, saying(TargetStatus.FAILED))
                .on(SessionDeleted.class, saying(TargetStatus.DELETED))
                .on(SessionRemediationFailed.class, this::remediationFailed)
                .build();
    }

    private Mono<Void> crashed(Received<SessionCrashed> received) {
        CloudEvent envelope = received.envelope();
        // A clock that is ahead must not push real crashes out of the window; the inbox bounds the envelope's time.
        Instant at = earlier(received.event().crashedAt(), envelope.time());
        String correlation = envelope.correlationId() == null ? envelope.id() : envelope.correlationId();
        return incidents
                .crashed(target(received.event()), new Crash(at, sequence(envelope), correlation))
                .contextWrite(Correlation.with(correlation));
    }

    private <E extends SessionEvent> EventHandler<E> saying(TargetStatus word) {
        return received -> incidents.said(target(received.event()), word, sequence(received.envelope()));
    }

    private Mono<Void> remediationFailed(Received<SessionRemediationFailed> received) {
        SessionRemediationFailed failed = received.event();
        return incidents.remediationFailed(target(failed), failed.remediationId(), failed.reason());
    }

    private static Target target(SessionEvent event) {
        return Target.session(event.sessionId(), event.projectId());
    }

    private static long sequence(CloudEvent envelope) {
        Long sequence = envelope.sequence();
        if (sequence == null) {
            throw new BadEventException("without a sequence it cannot be told from a stale event");
        }
        return sequence;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
