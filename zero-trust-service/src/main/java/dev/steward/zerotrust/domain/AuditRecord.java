package dev.steward.zerotrust.domain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A row of the audit as it is kept.
 *
 * @param id a UUID
 * @param at to the microsecond
 * @param actor a user's id; null for the service itself, or when nobody is known by the name
 * @param detail a JSON object, kept letter by letter
 */
public record AuditRecord(
        String id,
        Instant at,
        @Nullable String actor,
        @Nullable String actorName,
        String action,
        AuditOutcome outcome,
        String subjectType,
        String subjectId,
        @Nullable String projectId,
        @Nullable String address,
        @Nullable String correlationId,
        String detail) {

    public AuditRecord {
        at = at.truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * SHA-256 over every field in this order, each as its length in bytes (four bytes, -1 for null) and its UTF-8; the time
     * as microseconds since 1970 in decimal.
     */
    public AuditHash hash() {
        var digest = new AuditDigest("steward-audit-row-v1");
        digest.text(id);
        digest.text(String.valueOf(micros(at)));
        digest.text(actor);
        digest.text(actorName);
        digest.text(action);
        digest.text(outcome.wireName());
        digest.text(subjectType);
        digest.text(subjectId);
        digest.text(projectId);
        digest.text(address);
        digest.text(correlationId);
        digest.bytes(detail.getBytes(UTF_8));
        return digest.hash();
    }

    static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
