package dev.steward.healing.port;

import dev.steward.healing.domain.Incident;
import dev.steward.healing.domain.IncidentChange;
import dev.steward.healing.domain.Target;
import java.time.Instant;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Incidents with their remediations. A closed incident cannot be stored over. */
public interface IncidentRepository {

    /** Empty if there is none, also when the id could not be one. */
    Mono<Incident> find(String id);

    /** Empty if the target has no open incident. */
    Mono<Incident> openFor(Target target);

    /** Empty if no incident ever asked for that remediation. */
    Mono<Incident> withRemediation(String remediationId);

    /**
     * Inserts or updates, counting the change's events.
     *
     * @return false, with nothing stored, if the stored incident is closed or not the one the change was made from, or
     *     if a new incident finds another one open for its target
     */
    Mono<Boolean> save(IncidentChange change);

    /** Open incidents that are due; if there are more than {@code limit}, those longest overdue. */
    Flux<Incident> due(Instant now, int limit);

    /** Newest first. */
    Mono<IncidentSlice> list(IncidentFilter filter, long offset, int limit);
}
