package dev.steward.kit.security.access;

import dev.steward.kit.security.Route;
import reactor.core.publisher.Mono;

/** Keeps what was decided, for the audit. */
public interface AccessJournal {

    /** Keeps nothing. */
    AccessJournal NONE = new AccessJournal() {
        @Override
        public Mono<Void> refused(AccessRefusal refusal) {
            return Mono.empty();
        }

        @Override
        public void allowed(Route route) {}
    };

    /** Completes once it is kept, or when it cannot be: an answer waits for it, and is never changed by it. */
    Mono<Void> refused(AccessRefusal refusal);

    /** Counted, not kept one by one. */
    void allowed(Route route);
}
