package dev.steward.kit.security;

import java.util.Set;

/**
 * Which projects a list may show.
 *
 * @param all whether every project may be shown; {@code ids} is empty then
 */
public record VisibleProjects(boolean all, Set<String> ids) {

    static final VisibleProjects ALL = new VisibleProjects(true, Set.of());

    public VisibleProjects {
        ids = Set.copyOf(ids);
    }

    public boolean contains(String projectId) {
        return all || ids.contains(projectId);
    }
}
