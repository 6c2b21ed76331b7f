package dev.steward.session.domain;

import java.util.List;

/** A change that was decided but not stored yet: from what, to what, and what it tells others, in that order. */
public record SessionChange(Session before, Session after, List<Emission> emissions) {

    public SessionChange {
        emissions = List.copyOf(emissions);
        SessionStatus from = before.status();
        if (!from.mayBecome(after.status())) {
            throw new IllegalStateException("session " + before.id() + " must not go from " + from.text() + " to "
                    + after.status().text());
        }
    }
}
