package dev.steward.zerotrust.application;

import dev.steward.zerotrust.domain.Scopes;
import java.time.Duration;

/** What became of a program's request for an access token. */
public sealed interface ProgramTokenOutcome {

    /** The token is good for these scopes, which may be less than was asked for. */
    record Issued(String accessToken, Scopes scopes, Duration expiresIn) implements ProgramTokenOutcome {

        @Override
        public String toString() {
            return "Issued[" + scopes.names() + "]";
        }
    }

    /** There is no such API key, or none that is good now. */
    record NoSuchKey() implements ProgramTokenOutcome {}

    /** Nothing of what was asked for may be done. */
    record NothingLeft() implements ProgramTokenOutcome {}

    /** Too many keys were wrong to look at another. */
    record Blocked(Duration retryAfter) implements ProgramTokenOutcome {}
}
