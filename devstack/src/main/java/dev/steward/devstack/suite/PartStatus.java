package dev.steward.devstack.suite;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One process of the suite, as every other command reads it. */
public record PartStatus(
        String name, PartState state, @Nullable ProcessId process, String address, int restarts, Path log) {

    public PartStatus in(PartState next) {
        return new PartStatus(name, next, process, address, restarts, log);
    }

    public PartStatus launchedAs(@Nullable ProcessId next) {
        return new PartStatus(name, state, next, address, restarts, log);
    }

    public PartStatus restarting() {
        return new PartStatus(name, PartState.RESTARTING, null, address, restarts + 1, log);
    }
}
