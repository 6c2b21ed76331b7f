package dev.steward.session.port;

import reactor.core.publisher.Mono;

/** At most one instance of the service leads at a time; only the leader starts, ends and measures processes. */
public interface Leadership {

    /** Takes the lead if nobody has it; tells whether this instance has it now. False, too, when nobody can know. */
    Mono<Boolean> acquire();

    /** Gives the lead up, so that another instance need not wait for it. */
    Mono<Void> resign();
}
