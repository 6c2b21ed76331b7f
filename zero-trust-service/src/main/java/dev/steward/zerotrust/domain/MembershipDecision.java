package dev.steward.zerotrust.domain;

/** What a project answers when it is to change, or who belongs to it. */
public sealed interface MembershipDecision {

    /** The project as it is to be stored. */
    record Changed(Project project) implements MembershipDecision {}

    record Unchanged() implements MembershipDecision {}

    record Archived() implements MembershipDecision {}

    record NoMember() implements MembershipDecision {}

    record Full() implements MembershipDecision {}
}
