package dev.steward.zerotrust.application;

import dev.steward.zerotrust.domain.Group;

/** What became of a request to change a group, or who belongs to it. */
public sealed interface GroupOutcome {

    record Done(Group group) implements GroupOutcome {}

    record NoSuchGroup() implements GroupOutcome {}

    record NoSuchUser() implements GroupOutcome {}

    record NoSuchProject() implements GroupOutcome {}

    record NoSuchMember() implements GroupOutcome {}

    /** One of the roles is neither a built-in nor a custom one. */
    record UnknownRole() implements GroupOutcome {}

    /** The group has no role in the project. */
    record NoSuchRole() implements GroupOutcome {}

    /** The group was changed since the caller looked. */
    record Stale() implements GroupOutcome {}

    /** There is no room for more members, in the group or in a project, or for more projects. */
    record Full() implements GroupOutcome {}

    /** Nobody would be an admin afterwards. */
    record LastAdmin() implements GroupOutcome {}

    /** The group has roles in projects. */
    record HasProjects() implements GroupOutcome {}

    /** An archived project takes no change. */
    record Archived() implements GroupOutcome {}
}
