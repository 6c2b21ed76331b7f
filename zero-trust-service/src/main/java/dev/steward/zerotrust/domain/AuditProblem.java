package dev.steward.zerotrust.domain;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The first thing about the audit that is not as it was sealed.
 *
 * @param batch the batch it is in; null for a row that is in none
 * @param rowId the row; null when it is about a batch, or nothing is left to tell which row it was
 */
public record AuditProblem(
        Kind kind, @Nullable Long batch, @Nullable String rowId, String detail) {

    /** What was done. */
    public enum Kind {
        /** A row says something else than when it was sealed. */
        ROW_CHANGED,
        /** A row is gone. */
        ROW_REMOVED,
        /** A row has come in beside the seal. */
        ROW_ADDED,
        /** Rows of a batch have changed places. */
        ROW_REORDERED,
        /** A batch, or what it says of its rows, was written anew. */
        BATCH_CHANGED,
        /** A batch is gone. */
        BATCH_REMOVED,
        /** The chain ends before a head that was published. */
        TAIL_CUT,
        /** The chain has another batch where a head was published. */
        HEAD_DIFFERS;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
