package dev.steward.zerotrust.application;

import dev.steward.zerotrust.domain.User;

/** What became of a request to change a user. */
public sealed interface UserOutcome {

    record Done(User user) implements UserOutcome {}

    record NoSuchUser() implements UserOutcome {}

    /** The user was changed since the caller looked. */
    record Stale() implements UserOutcome {}

    /** Nobody could undo it afterwards. */
    record LastAdmin() implements UserOutcome {}
}
