package dev.steward.zerotrust.application;

import dev.steward.zerotrust.domain.Secret;

/** What became of a request to create or change a secret. */
public sealed interface SecretOutcome {

    record Done(Secret secret) implements SecretOutcome {}

    record NoSuchProject() implements SecretOutcome {}

    record Archived() implements SecretOutcome {}

    record NameTaken() implements SecretOutcome {}

    record TooMany() implements SecretOutcome {}

    record NoSuchSecret() implements SecretOutcome {}

    /** The secret was changed since the caller looked, or while it was changed. */
    record Stale() implements SecretOutcome {}
}
