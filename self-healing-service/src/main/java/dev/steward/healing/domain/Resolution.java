package dev.steward.healing.domain;

/** Why an incident needs nobody any more. */
public enum Resolution implements Coded {
    RESTARTED,
    TARGET_STOPPED,
    TARGET_DELETED,
    /** The crash arrived late: the target had already said something newer. */
    SUPERSEDED
}
