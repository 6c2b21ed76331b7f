package dev.steward.zerotrust.domain;

/** Whether a user may do anything; who was deleted never may again. */
public enum UserState {
    ENABLED,
    DISABLED,
    DELETED
}
