package dev.steward.zerotrust.domain;

import java.time.Instant;
import java.util.Comparator;

/**
 * Where a row is in the chain, and what it said when it was sealed.
 *
 * @param position from 0, within the batch
 * @param hash of the row
 */
public record AuditLeaf(Instant at, String id, long batch, int position, AuditHash hash) {

    /** The order of the rows within a batch. */
    public static final Comparator<AuditLeaf> ORDER =
            Comparator.comparing(AuditLeaf::at).thenComparing(AuditLeaf::id);
}
