package dev.steward.healing.adapter.kafka;

import dev.steward.events.DomainEvent;
import dev.steward.events.Topics;
import dev.steward.events.healing.IncidentEscalated;
import dev.steward.events.healing.IncidentOpened;
import dev.steward.events.healing.IncidentResolved;
import dev.steward.events.healing.RemediationRequested;
import dev.steward.events.healing.RemediationWithheld;
import dev.steward.events.session.SessionCrashed;
import dev.steward.events.session.SessionDeleted;
import dev.steward.events.session.SessionFailed;
import dev.steward.events.session.SessionRemediationFailed;
import dev.steward.events.session.SessionRemediationSucceeded;
import dev.steward.events.session.SessionRestarting;
import dev.steward.events.session.SessionStarted;
import dev.steward.events.session.SessionStopped;
import dev.steward.events.session.SessionStopping;
import dev.steward.healing.domain.TimelineEntry;
import dev.steward.healing.port.Timeline;
import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.inbox.EventSubscription;
import dev.steward.kit.inbox.Received;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Keeps what was said about sessions and incidents. It reads this service's own topic too, so that a timeline shows
 * what really left the service; a decision is therefore seen there a moment after it was taken.
 */
public class TimelineListener {

    private static final String GROUP = "self-healing-service.timeline";

    private static final List<Class<? extends DomainEvent>> KEPT = List.of(
            SessionCrashed.class,
            SessionRestarting.class,
            SessionStarted.class,
            SessionStopping.class,
            SessionStopped.class,
            SessionFailed.class,
            SessionDeleted.class,
            SessionRemediationSucceeded.class,
            SessionRemediationFailed.class,
            IncidentOpened.class,
            IncidentResolved.class,
            IncidentEscalated.class,
            RemediationRequested.class,
            RemediationWithheld.class);

    private final Timeline timeline;

    public TimelineListener(Timeline timeline) {
        this.timeline = timeline;
    }

    public EventSubscription subscription() {
        EventSubscription.Builder group =
                EventSubscription.group(GROUP).topic(Topics.SESSION_EVENTS).topic(Topics.HEALING_EVENTS);
        KEPT.forEach(type -> group.on(type, this::keep));
        return group.build();
    }

    private Mono<Void> keep(Received<? extends DomainEvent> received) {
        CloudEvent it = received.envelope();
        String correlation = it.correlationId();
        String project = it.projectId();
        return correlation == null || project == null
                ? Mono.empty()
                : timeline.record(new TimelineEntry(
                        it.id(), it.source(), it.type(), it.time(), it.sequence(), correlation, project));
    }
}
