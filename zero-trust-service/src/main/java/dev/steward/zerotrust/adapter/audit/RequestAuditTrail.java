package dev.steward.zerotrust.adapter.audit;

import dev.steward.events.UuidV7;
import dev.steward.kit.security.Caller;
import dev.steward.kit.web.Correlation;
import dev.steward.zerotrust.domain.AuditEntry;
import dev.steward.zerotrust.domain.AuditEntry.Actor;
import dev.steward.zerotrust.domain.AuditRecord;
import dev.steward.zerotrust.port.AuditRepository;
import dev.steward.zerotrust.port.AuditTrail;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;
import tools.jackson.databind.json.JsonMapper;

/** Adds to each entry what the Reactor context knows of the request it is made in. */
public final class RequestAuditTrail implements AuditTrail {

    /** For what the service does by itself. */
    private static final Actor ITSELF = new Actor(null, "zero-trust-service");

    private final AuditRepository rows;
    private final JsonMapper json;
    private final Clock clock;

    public RequestAuditTrail(AuditRepository rows, JsonMapper json, Clock clock) {
        this.rows = rows;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public Mono<Void> record(AuditEntry entry) {
        return Mono.deferContextual(context -> rows.append(row(entry, context)));
    }

    private AuditRecord row(AuditEntry entry, ContextView context) {
        Actor actor = actor(entry, context);
        return new AuditRecord(
                UuidV7.next(clock),
                clock.instant(),
                actor.id(),
                actor.name(),
                entry.action(),
                entry.outcome(),
                entry.subjectType(),
                entry.subjectId(),
                entry.projectId(),
                address(entry, context),
                Correlation.of(context),
                json.writeValueAsString(entry.detail()));
    }

    private static @Nullable String address(AuditEntry entry, ContextView context) {
        String address = OriginFilter.address(context);
        return address == null && entry.actor() != null ? entry.actor().address() : address;
    }

    private static Actor actor(AuditEntry entry, ContextView context) {
        @Nullable Caller caller = context.getOrDefault(Caller.class, null);
        if (caller != null) {
            return new Actor(caller.userId(), caller.username());
        }
        return entry.actor() == null ? ITSELF : entry.actor();
    }
}
