package dev.steward.zerotrust.application;

import dev.steward.zerotrust.domain.Project;

/** What became of a request to create a project, to change it or who belongs to it. */
public sealed interface ProjectOutcome {

    record Done(Project project) implements ProjectOutcome {}

    record IdTaken() implements ProjectOutcome {}

    record NoSuchProject() implements ProjectOutcome {}

    record NoSuchUser() implements ProjectOutcome {}

    record NoSuchMember() implements ProjectOutcome {}

    /** The project was changed since the caller looked. */
    record Stale() implements ProjectOutcome {}

    record Archived() implements ProjectOutcome {}

    record Full() implements ProjectOutcome {}
}
