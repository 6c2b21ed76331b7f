package dev.steward.session.port;

import dev.steward.session.domain.Session;
import dev.steward.session.domain.WorkspaceChanges;
import reactor.core.publisher.Flux;

/** Notices what changes in workspaces, whoever changes it. Safe for concurrent use. */
public interface WorkspaceWatch {

    /**
     * Tells of changes from the subscription on until it is cancelled, those close to each other at once. Waits for a
     * workspace that is not there.
     *
     * @param asNew whether what is there already is told of, too
     */
    Flux<WorkspaceChanges> watch(Session session, boolean asNew);
}
