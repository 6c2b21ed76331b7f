package dev.steward.zerotrust.adapter.audit;

import dev.steward.events.DomainEvent;
import dev.steward.events.EventType;
import dev.steward.events.EventTypes;
import dev.steward.events.Topics;
import dev.steward.events.trust.AccountLocked;
import dev.steward.events.trust.AuditSealed;
import dev.steward.events.trust.LoginFailed;
import dev.steward.events.trust.LoginSucceeded;
import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.kit.outbox.Tombstone;
import dev.steward.zerotrust.domain.AuditEntry;
import dev.steward.zerotrust.domain.AuditEntry.Actor;
import dev.steward.zerotrust.domain.AuditOutcome;
import dev.steward.zerotrust.port.AuditTrail;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Leaves a row of the audit for every event of {@code trust.events}, in the transaction that appends it: whatever is worth
 * telling others has to be provable. Trust state is no event; who changes it says so beside it.
 */
public final class AuditedOutbox implements Outbox {

    private static final TypeReference<Map<String, Object>> MEMBERS = new TypeReference<>() {};

    private final Outbox outbox;
    private final AuditTrail trail;
    private final JsonMapper json;

    /** Wants the mapper that writes events. */
    public AuditedOutbox(Outbox outbox, AuditTrail trail, JsonMapper json) {
        this.outbox = outbox;
        this.trail = trail;
        this.json = json;
    }

    @Override
    public Mono<Void> append(List<OutboxEvent> events) {
        return outbox.append(events)
                .thenMany(Flux.fromIterable(events))
                .filter(AuditedOutbox::isAudited)
                .concatMap(event -> trail.record(entry(event)))
                .then();
    }

    /** The chain does not seal that it was sealed, and the end of an entry of trust state is no event. */
    private static boolean isAudited(OutboxEvent event) {
        return !(event.event() instanceof Tombstone)
                && type(event).isOn(Topics.TRUST_EVENTS)
                && !(event.event() instanceof AuditSealed);
    }

    private AuditEntry entry(OutboxEvent event) {
        String type = type(event).name();
        return new AuditEntry(
                type.substring(0, type.lastIndexOf('.')),
                outcome(event.event()),
                actor(event.event()),
                event.aggregateType(),
                event.aggregateId(),
                event.projectId(),
                json.convertValue(event.event(), MEMBERS));
    }

    private static AuditOutcome outcome(DomainEvent event) {
        return event instanceof LoginFailed || event instanceof AccountLocked
                ? AuditOutcome.FAILURE
                : AuditOutcome.SUCCESS;
    }

    /** Of what is done without a token. */
    private static @Nullable Actor actor(DomainEvent event) {
        return switch (event) {
            case LoginSucceeded login -> new Actor(login.userId(), null);
            case LoginFailed login -> new Actor(null, login.username());
            case AccountLocked locked -> new Actor(null, locked.username());
            default -> null;
        };
    }

    private static EventType type(OutboxEvent event) {
        return EventTypes.of(event.event().getClass());
    }
}
