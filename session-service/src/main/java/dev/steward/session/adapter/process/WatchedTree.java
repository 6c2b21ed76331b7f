package dev.steward.session.adapter.process;

import dev.steward.session.domain.WorkspaceChange;
import dev.steward.session.domain.WorkspaceChange.Kind;
import dev.steward.session.domain.WorkspaceChanges;
import dev.steward.session.domain.WorkspacePath;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of one workspace. Events only say where to look; what changed is what a look without following links
 * finds different from before. So an event that was lost costs a longer look, and one from a folder that a process
 * slipped in place of its own says nothing. Looks come one after the other.
 */
final class WatchedTree implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedTree.class);
    private static final Path ROOT = Path.of("");

    /** The clock of files may stand still for that long, in which a second change looks like the first. */
    private static final Duration CLOCK_STEP = Duration.ofMillis(50);

    private final Path root;
    private final Registry events;
    private final WatchLimits limits;
    private final Runnable hint;
    private final Map<Path, Folder> folders = new HashMap<>();
    private final Set<Folder> dirty = ConcurrentHashMap.newKeySet();
    private final Queue<Folder> unread = new ArrayDeque<>();
    private final Map<String, Kind> changes = new LinkedHashMap<>();
    private int entries;
    private boolean truncated;

    /** @param hint called when there is something to look at, from the thread of the events */
    WatchedTree(Path root, Registry events, WatchLimits limits, Runnable hint) {
        this.root = root;
        this.events = events;
        this.limits = limits;
        this.hint = hint;
    }

    /** Whether there is a workspace that is watched; else it is to be looked for again. */
    boolean isThere() {
        return folders.containsKey(ROOT);
    }

    /** What is different from the last look. */
    WorkspaceChanges look(Instant now) throws IOException {
        if (!isThere()) {
            watch(ROOT);
        }
        List<Folder> changed = List.copyOf(dirty);
        changed.forEach(dirty::remove);
        for (Folder folder : changed) {
            read(folder, folder.takeHints(), now);
        }
        for (Folder next = unread.poll(); next != null; next = unread.poll()) {
            read(next, null, now);
        }
        List<WorkspaceChange> listed = changes.entrySet().stream()
                .map(change -> new WorkspaceChange(change.getKey(), change.getValue()))
                .toList();
        WorkspaceChanges all = new WorkspaceChanges(listed, truncated, now);
        changes.clear();
        truncated = false;
        return all;
    }

    /** @param hints the names to look at, null for all */
    private void read(Folder folder, @Nullable Set<Path> hints, Instant now) throws IOException {
        if (folders.get(folder.path) != folder) {
            return;
        }
        try (WorkspaceFolder opened = WorkspaceFolder.open(root, names(folder.path))) {
            Set<Path> names = hints;
            if (names == null) {
                names = new TreeSet<>(folder.known.keySet());
                names.addAll(opened.names(limits.entries()));
            }
            for (Path name : names) {
                if (!limits.excluded().contains(name.toString())) {
                    compare(folder, name, opened.look(name).orElse(null), now);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException | AccessDeniedException | ObstacleException e) {
            LOG.debug("{} is gone from {}, or closed", folder.path, root, e);
            forget(folder);
        }
    }

    private void compare(Folder folder, Path name, @Nullable PosixFileAttributes found, Instant now) {
        Path path = folder.path.resolve(name);
        Stamp before = folder.known.get(name);
        Stamp after = found == null ? null : Stamp.of(found);
        if (before == null && after == null) {
            return;
        }
        if (after == null) {
            drop(folder, name, path);
        } else if (before == null) {
            if (entries >= limits.entries()) {
                truncated = true;
                return;
            }
            entries++;
            folder.known.put(name, after);
            report(path, Kind.CREATED);
            watchIfFolder(path, after);
        } else if (!before.isSameThing(after)) {
            Folder gone = folders.get(path);
            if (gone != null) {
                forget(gone);
            }
            folder.known.put(name, after);
            report(path, Kind.MODIFIED);
            watchIfFolder(path, after);
        } else if (!after.folder()) {
            folder.known.put(name, after);
            if (!before.equals(after) || after.modified().isAfter(now.minus(CLOCK_STEP))) {
                report(path, Kind.MODIFIED);
            }
        }
    }

    private void drop(Folder folder, Path name, Path path) {
        folder.known.remove(name);
        entries--;
        report(path, Kind.DELETED);
        Folder gone = folders.get(path);
        if (gone != null) {
            forget(gone);
        }
    }

    /** With all that was known to be in it. */
    private void forget(Folder folder) {
        Queue<Folder> going = new ArrayDeque<>(List.of(folder));
        for (Folder next = going.poll(); next != null; next = going.poll()) {
            folders.remove(next.path);
            next.end();
            dirty.remove(next);
            for (Path name : next.known.keySet()) {
                Path path = next.path.resolve(name);
                entries--;
                report(path, Kind.DELETED);
                Folder below = folders.get(path);
                if (below != null) {
                    going.add(below);
                }
            }
        }
    }

    private void watchIfFolder(Path path, Stamp stamp) {
        if (!stamp.folder()) {
            return;
        }
        if (folders.size() >= limits.folders() || path.getNameCount() >= WorkspacePath.DEEPEST) {
            truncated = true;
            return;
        }
        watch(path);
    }

    /** Watched first and read afterwards, so that nothing made in between is missed. */
    private void watch(Path path) {
        Folder folder = new Folder(path);
        try {
            folder.registration = events.register(root.resolve(path), folder);
            folders.put(path, folder);
            unread.add(folder);
        } catch (IOException e) {
            // Gone again, or the host watches no more folders. The first is nothing, and not told apart here.
            LOG.debug("cannot watch {} of {}", path, root, e);
            truncated |= isThere();
        }
    }

    private void report(Path path, Kind kind) {
        String text = path.toString();
        Kind before = changes.get(text);
        Kind both = before == null ? kind : before.then(kind);
        if (both == null) {
            changes.remove(text);
        } else if (before == null && changes.size() >= WorkspaceChanges.MOST) {
            truncated = true;
        } else {
            changes.put(text, both);
        }
    }

    private static List<String> names(Path path) {
        return StreamSupport.stream(path.spliterator(), false)
                .map(Path::toString)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    @Override
    public void close() {
        new ArrayList<>(folders.values()).forEach(Folder::end);
        folders.clear();
    }

    /** Where to be told of a folder. */
    interface Registry {

        FolderEvents.Registration register(Path folder, FolderEvents.Listener listener) throws IOException;
    }

    /** What tells a change of an entry. */
    private record Stamp(
            boolean folder, boolean link, @Nullable Object key, Instant modified, long size) {

        static Stamp of(PosixFileAttributes file) {
            return new Stamp(
                    file.isDirectory(),
                    file.isSymbolicLink(),
                    file.fileKey(),
                    file.lastModifiedTime().toInstant(),
                    file.size());
        }

        /** A file replaced by another one is the same thing, a folder is not. */
        boolean isSameThing(Stamp other) {
            return folder == other.folder && (!folder || Objects.equals(key, other.key));
        }
    }

    private final class Folder implements FolderEvents.Listener {

        private final Path path;
        private final Map<Path, Stamp> known = new HashMap<>();
        private final Set<Path> hinted = ConcurrentHashMap.newKeySet();
        private FolderEvents.@Nullable Registration registration;
        private volatile boolean lost;

        Folder(Path path) {
            this.path = path;
        }

        @Override
        public void changed(Path name) {
            if (!limits.excluded().contains(name.toString())) {
                hinted.add(name);
                touched();
            }
        }

        @Override
        public void lost() {
            lost = true;
            touched();
        }

        private void touched() {
            dirty.add(this);
            hint.run();
        }

        /** Null for everything. */
        @Nullable
        Set<Path> takeHints() {
            boolean all = lost;
            lost = false;
            Set<Path> names = Set.copyOf(hinted);
            hinted.removeAll(names);
            return all ? null : names;
        }

        void end() {
            if (registration != null) {
                registration.end();
            }
        }
    }
}
