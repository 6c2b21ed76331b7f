package dev.steward.kit.security.trust;

import dev.steward.events.EventTypes;
import dev.steward.kit.cloudevents.EventData;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.kit.outbox.Tombstone;
import dev.steward.kit.policy.score.TrustScorer;
import dev.steward.kit.security.access.CallerEvidence;
import dev.steward.kit.security.access.EvidenceSource;
import dev.steward.kit.web.WireJson;
import java.util.List;

/** What a service makes of the entries that another appended to its outbox. */
public final class TrustStateFixture {

    private static final EventData WIRE = new EventData(WireJson.lenient());

    private TrustStateFixture() {}

    /** Of trust state that holds these entries, as they are after their way over the wire. */
    public static EvidenceSource evidence(List<OutboxEvent> appended, TrustScorer scorer) {
        var entries = new TrustEntries();
        appended.forEach(entry -> apply(entry, entries));
        return new TrustStateEvidence(entries, new CallerEvidence(scorer));
    }

    private static void apply(OutboxEvent entry, TrustEntries entries) {
        if (entry.event() instanceof Tombstone) {
            entries.remove(entry.aggregateId());
            return;
        }
        var type = EventTypes.of(entry.event().getClass());
        var event = WIRE.read(WIRE.write(entry.event()), type.record());
        entries.apply(new TrustEntry(entry.aggregateId(), entry.sequence(), event));
    }
}
