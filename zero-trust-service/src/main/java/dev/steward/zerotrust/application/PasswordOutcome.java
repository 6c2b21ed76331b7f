package dev.steward.zerotrust.application;

import java.time.Duration;

/** What became of a request to change a password. */
public sealed interface PasswordOutcome {

    record Changed() implements PasswordOutcome {}

    record NoSuchUser() implements PasswordOutcome {}

    record WrongPassword() implements PasswordOutcome {}

    /** There is no room to hash a password now. */
    record Overloaded() implements PasswordOutcome {}

    /** Too many guesses were made. */
    record Blocked(Duration retryAfter) implements PasswordOutcome {}
}
