package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.MadeDecision;

/** Hears what policies in dry run would have changed. */
@FunctionalInterface
public interface DryRuns {

    /** Told of a decision that would have been another; must not block. */
    void wouldChange(MadeDecision made, MadeDecision would);
}
