package dev.steward.zerotrust.application;

import dev.steward.zerotrust.domain.CustomRole;

/** What became of a request to create, change or delete a custom role. */
public sealed interface RoleOutcome {

    record Done(CustomRole role) implements RoleOutcome {}

    record NameTaken() implements RoleOutcome {}

    record NoSuchRole() implements RoleOutcome {}

    /** The role was changed since the caller looked. */
    record Stale() implements RoleOutcome {}

    /** A group gives it. */
    record InUse() implements RoleOutcome {}
}
