package dev.steward.zerotrust.adapter.web;

import dev.steward.zerotrust.domain.AuditRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of the audit; {@code detail} is JSON in a text, letter by letter what the hash is over. */
record AuditView(
        String id,
        Instant at,
        @Nullable String actor,
        @Nullable String actorName,
        String action,
        String outcome,
        String subjectType,
        String subjectId,
        @Nullable String projectId,
        @Nullable String address,
        @Nullable String correlationId,
        String detail,
        String hash) {

    static AuditView from(AuditRecord row) {
        return new AuditView(
                row.id(),
                row.at(),
                row.actor(),
                row.actorName(),
                row.action(),
                row.outcome().wireName(),
                row.subjectType(),
                row.subjectId(),
                row.projectId(),
                row.address(),
                row.correlationId(),
                row.detail(),
                row.hash().hex());
    }
}
