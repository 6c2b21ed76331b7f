package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.AuditEntry;
import reactor.core.publisher.Mono;

/** Where everything leaves a row that has to be provable later; joins the caller's transaction. */
public interface AuditTrail {

    Mono<Void> record(AuditEntry entry);
}
