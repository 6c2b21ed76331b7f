package dev.steward.healing.domain;

/** What a target last said about itself. */
public enum TargetStatus implements Coded {
    RUNNING,
    CRASHED,
    STOPPED,
    FAILED,
    DELETED
}
