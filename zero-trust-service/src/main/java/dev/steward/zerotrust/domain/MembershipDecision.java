package dev.steward.zerotrust.domain;

/** What a project answers when a user is to be given a role in it. */
public sealed interface MembershipDecision {

    /** The project as it is to be stored. */
    record Changed(Project project) implements MembershipDecision {}

    record Unchanged() implements MembershipDecision {}

    record Archived() implements MembershipDecision {}

    record Full() implements MembershipDecision {}
}
