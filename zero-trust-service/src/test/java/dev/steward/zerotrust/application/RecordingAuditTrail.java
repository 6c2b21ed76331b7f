package dev.steward.zerotrust.application;

import dev.steward.zerotrust.domain.AuditEntry;
import dev.steward.zerotrust.port.AuditTrail;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;

/** Keeps what was recorded. */
class RecordingAuditTrail implements AuditTrail {

    final List<AuditEntry> recorded = new ArrayList<>();

    @Override
    public Mono<Void> record(AuditEntry entry) {
        return Mono.fromRunnable(() -> recorded.add(entry));
    }
}
