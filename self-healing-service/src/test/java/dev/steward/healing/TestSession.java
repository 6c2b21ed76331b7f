package dev.steward.healing;

import dev.steward.events.DomainEvent;
import dev.steward.events.EventTypes;
import dev.steward.events.Topics;
import dev.steward.events.healing.RemediationRequested;
import dev.steward.events.session.SessionCrashed;
import dev.steward.events.session.SessionDeleted;
import dev.steward.events.session.SessionEvent;
import dev.steward.events.session.SessionRemediationFailed;
import dev.steward.events.session.SessionRemediationSucceeded;
import dev.steward.events.session.SessionRestarting;
import dev.steward.events.session.SessionStarted;
import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.cloudevents.EventData;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.kit.testing.TestEvents;
import dev.steward.kit.web.WireJson;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** One session as session-service tells of it, and what the healer says about it. */
final class TestSession {

    private static final EventData DATA = new EventData(WireJson.lenient());

    final String id = UUID.randomUUID().toString();
    final String correlation = UUID.randomUUID().toString().replace("-", "");

    private final TestEvents kafka;
    private final String project;

    TestSession(TestEvents kafka, String project) {
        this.kafka = kafka;
        this.project = project;
    }

    /** The first start belongs to the request that made the session, not to any crash. */
    CloudEvent startedOnRequest() {
        return say(1, running(), "request-" + id);
    }

    CloudEvent started(long sequence) {
        return say(sequence, running(), correlation);
    }

    CloudEvent crashed(long sequence, Instant at) {
        return say(sequence, new SessionCrashed(id, project, null, 9, null, List.of("bye"), at, 1));
    }

    CloudEvent restarting(long sequence, String incidentId) {
        return say(sequence, new SessionRestarting(id, project, "remediation", incidentId));
    }

    CloudEvent deleted(long sequence) {
        return say(sequence, new SessionDeleted(id, project));
    }

    CloudEvent remediationSucceeded(long sequence, String remediationId) {
        return say(sequence, new SessionRemediationSucceeded(id, project, remediationId, "restart"));
    }

    CloudEvent remediationFailed(long sequence, String remediationId) {
        return say(sequence, new SessionRemediationFailed(id, project, remediationId, "restart", "port-taken"));
    }

    private SessionStarted running() {
        return new SessionStarted(id, project, "ada", Instant.now(), "http://127.0.0.1:1", 1);
    }

    private CloudEvent say(long sequence, SessionEvent event) {
        return say(sequence, event, correlation);
    }

    private CloudEvent say(long sequence, SessionEvent event, String correlationId) {
        OutboxEvent told = new OutboxEvent("session", id, sequence, project, event);
        return kafka.publish("/session-service", told, correlationId);
    }

    /** What the healer said because of this session, in order, once there are as many as wanted of a type. */
    List<CloudEvent> healing(Class<? extends DomainEvent> type, int wanted) {
        String name = EventTypes.of(type).name();
        return mine(kafka.await(
                Topics.HEALING_EVENTS,
                all -> mine(all).stream()
                                .filter(each -> each.type().equals(name))
                                .count()
                        >= wanted));
    }

    List<RemediationRequested> requests(int wanted) {
        return healing(RemediationRequested.class, wanted).stream()
                .filter(each -> each.type().equals("remediation.requested.v1"))
                .map(each -> DATA.read(each.data(), RemediationRequested.class))
                .toList();
    }

    private List<CloudEvent> mine(List<CloudEvent> events) {
        return events.stream()
                .filter(each -> correlation.equals(each.correlationId()))
                .toList();
    }
}
