package dev.steward.healing.domain;

/** Why a person has to look. */
public enum EscalationReason implements Coded {
    CRASH_LOOP,
    REMEDIATION_FAILED,
    TARGET_FAILED
}
