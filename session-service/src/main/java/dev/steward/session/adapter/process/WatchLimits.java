package dev.steward.session.adapter.process;

import java.util.Set;

/**
 * How much of a workspace is watched.
 *
 * @param folders at most, of one workspace
 * @param entries files and folders at most, of one workspace
 * @param excluded names of folders that are not looked into, wherever they are
 */
public record WatchLimits(int folders, int entries, Set<String> excluded) {

    public WatchLimits {
        excluded = Set.copyOf(excluded);
    }
}
