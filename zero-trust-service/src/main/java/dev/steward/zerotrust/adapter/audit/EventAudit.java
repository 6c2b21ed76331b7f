package dev.steward.zerotrust.adapter.audit;

import dev.steward.events.DomainEvent;
import dev.steward.events.EventTypes;
import dev.steward.events.access.AccessCounted;
import dev.steward.events.access.AccessDenied;
import dev.steward.events.access.AccessEvent;
import dev.steward.events.trust.AccountLocked;
import dev.steward.events.trust.LoginFailed;
import dev.steward.events.trust.LoginSucceeded;
import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.inbox.Received;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.kit.security.access.RoleRefusal;
import dev.steward.zerotrust.domain.AuditEntry;
import dev.steward.zerotrust.domain.AuditEntry.Actor;
import dev.steward.zerotrust.domain.AuditOutcome;
import dev.steward.zerotrust.port.AuditTrail;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Leaves a row of the audit for an event, of this service or of another. A request that was denied costs the user too, in
 * the same transaction, which is the caller's.
 */
public final class EventAudit {

    private static final TypeReference<Map<String, Object>> MEMBERS = new TypeReference<>() {};

    private static final String NOT_A_MEMBER = RoleRefusal.NOT_A_MEMBER.code();

    /** What a denied request costs whom it was denied to. */
    @FunctionalInterface
    public interface Cost {
        Mono<Void> take(String userId, Instant at);
    }

    private final AuditTrail trail;
    private final Cost cost;
    private final JsonMapper json;

    /** Wants the mapper that writes events. */
    public EventAudit(AuditTrail trail, Cost cost, JsonMapper json) {
        this.trail = trail;
        this.cost = cost;
        this.json = json;
    }

    /** Of an event that this service tells of. */
    Mono<Void> record(OutboxEvent told) {
        DomainEvent event = told.event();
        var entry = new AuditEntry(
                action(event),
                outcome(event),
                actor(event),
                told.aggregateType(),
                told.aggregateId(),
                told.projectId(),
                detail(event));
        Mono<Void> cost = event instanceof AccessDenied denied ? cost(denied, denied.decidedAt()) : Mono.empty();
        return trail.record(entry).then(cost);
    }

    /** Of what another service let through or refused; the detail says which service. */
    Mono<Void> record(Received<? extends AccessEvent> received) {
        CloudEvent envelope = received.envelope();
        AccessEvent event = received.event();
        Map<String, Object> detail = detail(event);
        detail.put("source", envelope.source());
        Actor actor = Objects.requireNonNullElseGet(actor(event), () -> new Actor(null, service(envelope)));
        String subject = Objects.requireNonNullElse(envelope.aggregateType(), "event");
        var entry = new AuditEntry(
                action(event), outcome(event), actor, subject, envelope.subject(), envelope.projectId(), detail);
        // The envelope's time, because the inbox has looked at it.
        Mono<Void> cost = event instanceof AccessDenied denied ? cost(denied, envelope.time()) : Mono.empty();
        return trail.record(entry).then(cost);
    }

    /**
     * A challenge costs nothing: whoever satisfies it gets through. Neither does what the user may not see: their score
     * would tell that it is there.
     */
    private Mono<Void> cost(AccessDenied denied, Instant at) {
        boolean costs = denied.denies() && !denied.reason().equals(NOT_A_MEMBER);
        return costs ? cost.take(denied.userId(), at) : Mono.empty();
    }

    private Map<String, Object> detail(DomainEvent event) {
        return json.convertValue(event, MEMBERS);
    }

    private static String action(DomainEvent event) {
        String type = EventTypes.of(event.getClass()).name();
        return type.substring(0, type.lastIndexOf('.'));
    }

    private static AuditOutcome outcome(DomainEvent event) {
        return switch (event) {
            case LoginFailed _, AccountLocked _ -> AuditOutcome.FAILURE;
            case AccessDenied denied -> denied.denies() ? AuditOutcome.DENY : AuditOutcome.CHALLENGE;
            case AccessCounted _ -> AuditOutcome.ALLOW;
            default -> AuditOutcome.SUCCESS;
        };
    }

    /** Of what is done without a token, or was done elsewhere. */
    private static @Nullable Actor actor(DomainEvent event) {
        return switch (event) {
            case LoginSucceeded login -> new Actor(login.userId(), null);
            case LoginFailed login -> new Actor(null, login.username());
            case AccountLocked locked -> new Actor(null, locked.username());
            case AccessDenied denied -> new Actor(denied.userId(), denied.username(), denied.sourceAddress());
            default -> null;
        };
    }

    private static String service(CloudEvent envelope) {
        String source = envelope.source();
        return source.startsWith("/") ? source.substring(1) : source;
    }
}
