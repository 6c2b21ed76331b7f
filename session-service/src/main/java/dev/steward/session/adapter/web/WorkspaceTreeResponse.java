package dev.steward.session.adapter.web;

import dev.steward.session.port.Workspaces.Entry;
import dev.steward.session.port.Workspaces.ListOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code truncated} says that there is more than is listed. */
record WorkspaceTreeResponse(List<WorkspaceEntry> entries, boolean truncated) {

    static WorkspaceTreeResponse from(ListOutcome.Listed listed) {
        return new WorkspaceTreeResponse(
                listed.entries().stream().map(WorkspaceEntry::from).toList(), listed.truncated());
    }

    /**
     * {@code type} is {@code file}, {@code folder}, {@code link} or {@code other}; {@code size} in bytes and {@code
     * etag} are a file's.
     */
    record WorkspaceEntry(
            String path,
            String type,
            @Nullable Long size,
            Instant modifiedAt,
            @Nullable String etag) {

        private static WorkspaceEntry from(Entry entry) {
            return new WorkspaceEntry(
                    entry.path(),
                    entry.kind().name().toLowerCase(Locale.ROOT),
                    entry.size(),
                    entry.modifiedAt(),
                    entry.etag());
        }
    }
}
