package dev.steward.zerotrust.domain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A link of the chain: rows that were sealed together, and the link before.
 *
 * @param sequence from 1, without a gap
 * @param previousSealedAt null for the first
 * @param oldest when the oldest of its rows was written
 * @param rows how many rows it has
 * @param total how many rows the chain has with it
 * @param previous the hash of the batch before
 * @param hash over all of this and over its leaves in order
 */
public record AuditBatch(
        long sequence,
        Instant sealedAt,
        @Nullable Instant previousSealedAt,
        Instant oldest,
        int rows,
        long total,
        AuditHash previous,
        AuditHash hash) {

    /** A batch with the leaves it was made of. */
    public record Sealed(AuditBatch batch, List<AuditLeaf> leaves) {

        public Sealed {
            leaves = List.copyOf(leaves);
        }
    }

    /**
     * Seals rows behind the chain.
     *
     * @param last the end of the chain; null when it has not begun
     * @param records at least one, in the order of their time and id
     */
    public static Sealed seal(@Nullable AuditBatch last, List<AuditRecord> records, Instant now) {
        long sequence = last == null ? 1 : last.sequence + 1;
        List<AuditLeaf> leaves = new ArrayList<>();
        for (AuditRecord row : records) {
            leaves.add(new AuditLeaf(row.at(), row.id(), sequence, leaves.size(), row.hash()));
        }
        var unsealed = new AuditBatch(
                sequence,
                now.truncatedTo(ChronoUnit.MICROS),
                last == null ? null : last.sealedAt,
                records.getFirst().at(),
                records.size(),
                (last == null ? 0 : last.total) + records.size(),
                last == null ? AuditHash.NONE : last.hash,
                AuditHash.NONE);
        return new Sealed(unsealed.with(unsealed.hashOver(leaves)), leaves);
    }

    /** What {@link #hash} has to be for these leaves. */
    public AuditHash hashOver(List<AuditLeaf> leaves) {
        var digest = new AuditDigest("steward-audit-batch-v1");
        digest.bytes(previous.bytes());
        digest.number(sequence);
        digest.number(AuditRecord.micros(sealedAt));
        digest.number(previousSealedAt == null ? 0 : AuditRecord.micros(previousSealedAt));
        digest.number(AuditRecord.micros(oldest));
        digest.number(rows);
        digest.number(total);
        for (AuditLeaf leaf : leaves) {
            digest.number(AuditRecord.micros(leaf.at()));
            digest.text(leaf.id());
            digest.bytes(leaf.hash().bytes());
        }
        return digest.hash();
    }

    public AuditHead head() {
        return new AuditHead(sequence, total, hash);
    }

    private AuditBatch with(AuditHash sealed) {
        return new AuditBatch(sequence, sealedAt, previousSealedAt, oldest, rows, total, previous, sealed);
    }
}
