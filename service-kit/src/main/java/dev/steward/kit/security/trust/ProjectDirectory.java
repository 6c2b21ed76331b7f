package dev.steward.kit.security.trust;

import java.util.Map;
import java.util.Set;
import reactor.core.publisher.Mono;

/**
 * Where access checks learn about projects. What it says about a membership overrides what the caller's token says. Fails
 * with {@link TrustUnavailableException} while nothing is known yet.
 */
public interface ProjectDirectory {

    /** Empty when there is no such project; one not seen yet is waited for up to 2 s first. */
    Mono<ProjectState> project(String projectId);

    /** As {@link #project}, without waiting for one that is not seen yet. */
    default Mono<ProjectState> known(String projectId) {
        return project(projectId);
    }

    /**
     * A state of the project that is newer than one seen before, waited for up to 2 s; empty when none comes. A token can
     * be ahead of what has arrived here.
     */
    Mono<ProjectState> newerThan(ProjectState seen);

    /** Of every project there is. */
    Mono<Set<String>> ids();

    /** Role by project id, of every project the user is a member of now. */
    Mono<Map<String, String>> membershipsOf(String userId);
}
