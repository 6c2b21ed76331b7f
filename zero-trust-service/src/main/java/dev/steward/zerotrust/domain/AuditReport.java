package dev.steward.zerotrust.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came of looking at the audit, or a piece of it.
 *
 * @param head the last batch that was looked at, in the end that of the chain; null when nothing was sealed yet
 * @param batches how many were looked at
 * @param rows how many rows are as they were sealed
 * @param expired how many batches are past their retention, in part or all
 * @param unsealed how many rows wait to be sealed
 * @param oldestUnsealed since when the first of them waits; null when none does
 * @param problem null when what was looked at is intact
 * @param next the batch to go on from; null when there is nothing more to look at
 */
public record AuditReport(
        @Nullable AuditHead head,
        long batches,
        long rows,
        long expired,
        long unsealed,
        @Nullable Instant oldestUnsealed,
        @Nullable AuditProblem problem,
        @Nullable Long next) {}
