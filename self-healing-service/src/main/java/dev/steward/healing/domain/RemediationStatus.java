package dev.steward.healing.domain;

/** How an attempt went; only {@code REQUESTED} can still change. */
public enum RemediationStatus implements Coded {
    REQUESTED,
    SUCCEEDED,
    FAILED,
    /** The incident closed for another reason before the attempt showed a result. */
    OBSOLETE
}
