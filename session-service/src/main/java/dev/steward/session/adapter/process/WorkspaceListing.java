package dev.steward.session.adapter.process;

import dev.steward.session.domain.WorkspacePath;
import dev.steward.session.port.Workspaces.Entry;
import dev.steward.session.port.Workspaces.Kind;
import dev.steward.session.port.Workspaces.ListOutcome;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** One look at a workspace, level by level. It never has more than one of its folders open. */
final class WorkspaceListing {

    private final Path workspace;
    private final int most;
    private final List<Entry> entries = new ArrayList<>();
    private final Queue<Path> unread = new ArrayDeque<>();
    private boolean truncated;

    WorkspaceListing(Path workspace, int most) {
        this.workspace = workspace;
        this.most = most;
    }

    /** @param start null for the whole workspace */
    ListOutcome.Listed from(@Nullable Path start) throws IOException {
        read(start);
        for (Path next = unread.poll(); next != null && entries.size() <= most; next = unread.poll()) {
            readIfStillThere(next);
        }
        boolean tooMany = entries.size() > most;
        return new ListOutcome.Listed(List.copyOf(tooMany ? entries.subList(0, most) : entries), truncated || tooMany);
    }

    private void readIfStillThere(Path path) throws IOException {
        try {
            read(path);
        } catch (FileSystemException | ObstacleException _) {
            // A process took it away meanwhile, or put something else in its place.
            truncated = true;
        }
    }

    private void read(@Nullable Path path) throws IOException {
        try (WorkspaceFolder folder = WorkspaceFolder.open(workspace)) {
            if (path != null) {
                for (Path name : path) {
                    folder.enter(name);
                }
            }
            // One more than fits tells that there is more.
            for (Path name : folder.names(most + 1 - entries.size())) {
                Optional<PosixFileAttributes> found = folder.look(name);
                if (found.isPresent()) {
                    add(path == null ? name : path.resolve(name), found.get());
                }
            }
        }
    }

    private void add(Path path, PosixFileAttributes found) {
        Kind kind = kind(found);
        entries.add(new Entry(
                path.toString(),
                kind,
                kind == Kind.FILE ? found.size() : null,
                found.lastModifiedTime().toInstant(),
                kind == Kind.FILE ? WorkspaceFolder.etag(found) : null));
        if (kind == Kind.FOLDER) {
            if (path.getNameCount() < WorkspacePath.DEEPEST) {
                unread.add(path);
            } else {
                truncated = true;
            }
        }
    }

    private static Kind kind(PosixFileAttributes found) {
        if (found.isSymbolicLink()) {
            return Kind.LINK;
        }
        if (found.isDirectory()) {
            return Kind.FOLDER;
        }
        return found.isRegularFile() ? Kind.FILE : Kind.OTHER;
    }
}
