package dev.steward.session.adapter.kafka;

import dev.steward.events.Topics;
import dev.steward.events.healing.IncidentEscalated;
import dev.steward.events.healing.RemediationRequested;
import dev.steward.events.healing.RemediationWithheld;
import dev.steward.kit.inbox.EventSubscription;
import dev.steward.session.application.RemediationService;
import java.time.Instant;
import reactor.core.publisher.Mono;

/** Hears the healer's decisions. Those about other targets than sessions are somebody else's. */
public final class RemediationListener {

    private static final String GROUP = "session-service.healing";
    private static final String TARGET = "session";

    private final RemediationService remediation;

    public RemediationListener(RemediationService remediation) {
        this.remediation = remediation;
    }

    public EventSubscription subscription() {
        return EventSubscription.group(GROUP)
                .topic(Topics.HEALING_EVENTS)
                .on(RemediationRequested.class, received -> requested(received.event()))
                .on(
                        RemediationWithheld.class,
                        received ->
                                withheld(received.event(), received.envelope().time()))
                .on(
                        IncidentEscalated.class,
                        received ->
                                escalated(received.event(), received.envelope().time()))
                .build();
    }

    private Mono<Void> requested(RemediationRequested request) {
        return request.targetType().equals(TARGET) ? remediation.remediate(request) : Mono.empty();
    }

    private Mono<Void> withheld(RemediationWithheld withheld, Instant at) {
        return withheld.targetType().equals(TARGET)
                ? remediation.giveUp(withheld.targetId(), withheld.reason(), at)
                : Mono.empty();
    }

    /** Escalations do not say what kind of target they are about; one that is no session is not found. */
    private Mono<Void> escalated(IncidentEscalated escalated, Instant at) {
        return remediation.giveUp(escalated.targetId(), escalated.reason(), at);
    }
}
