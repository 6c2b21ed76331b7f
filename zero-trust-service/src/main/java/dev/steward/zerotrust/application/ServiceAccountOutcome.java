package dev.steward.zerotrust.application;

import dev.steward.zerotrust.domain.ServiceAccount;

/** What became of a request to change a service account. */
public sealed interface ServiceAccountOutcome {

    record Done(ServiceAccount account) implements ServiceAccountOutcome {}

    record NoSuchAccount() implements ServiceAccountOutcome {}

    /** Another service account has the event source, or one that is above or below it. */
    record SourceTaken() implements ServiceAccountOutcome {}

    /** It was changed since the caller looked. */
    record Stale() implements ServiceAccountOutcome {}
}
