package dev.steward.session.adapter.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Brings a folder that only this service can reach into a workspace by moving what is in it, a whole subtree at a time
 * where the workspace has nothing of that name.
 */
record WorkspaceMerge(Path staged, Path workspace) {

    /** Fails when a folder would meet something else; answers with the bytes of files that would be replaced. */
    long check() throws IOException {
        return check(List.of());
    }

    /** Over files of the same path; all else stays. */
    void join() throws IOException {
        join(List.of());
    }

    /**
     * In place of all there is, which is there again when this fails.
     *
     * @param aside an empty folder beside the workspace that takes what was there
     */
    void replace(Path aside) throws IOException {
        try (WorkspaceFolder folder = WorkspaceFolder.open(workspace);
                WorkspaceFolder old = WorkspaceFolder.open(aside)) {
            List<Path> moved = new ArrayList<>();
            List<String> brought = names(List.of());
            try {
                for (Path name : folder.names(Integer.MAX_VALUE)) {
                    if (folder.look(name).isPresent()) {
                        folder.move(name, old, name);
                        moved.add(name);
                    }
                }
                join();
            } catch (IOException | RuntimeException e) {
                takeBack(brought, folder, e);
                restore(moved, old, folder, e);
                throw e;
            }
        }
    }

    /** What is in place already goes back to where it came from. */
    private void takeBack(List<String> brought, WorkspaceFolder folder, Exception cause) {
        try (WorkspaceFolder from = WorkspaceFolder.open(staged)) {
            for (String name : brought) {
                if (from.look(name).isEmpty() && folder.look(name).isPresent()) {
                    folder.move(name, from, name);
                }
            }
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /** What was there comes back; what was put in its place meanwhile goes aside instead. */
    private static void restore(List<Path> moved, WorkspaceFolder old, WorkspaceFolder folder, Exception cause) {
        for (Path name : moved) {
            try {
                if (folder.look(name).isPresent()) {
                    folder.move(name, old, Path.of(UUID.randomUUID().toString()));
                }
                old.move(name, folder, name);
            } catch (IOException e) {
                cause.addSuppressed(e);
            }
        }
    }

    private long check(List<String> down) throws IOException {
        long replaced = 0;
        List<String> shared = new ArrayList<>();
        try (WorkspaceFolder folder = WorkspaceFolder.open(workspace, down)) {
            for (String name : names(down)) {
                Optional<PosixFileAttributes> there = folder.look(name);
                boolean isFolder = isFolder(down, name);
                if (there.isPresent() && there.get().isDirectory() != isFolder) {
                    throw new ObstacleException(
                            String.join("/", append(down, name)), isFolder ? "no folder" : "a folder");
                }
                if (there.isPresent() && isFolder) {
                    shared.add(name);
                } else if (there.isPresent() && there.get().isRegularFile()) {
                    replaced += there.get().size();
                }
            }
        }
        for (String name : shared) {
            replaced += check(append(down, name));
        }
        return replaced;
    }

    private void join(List<String> down) throws IOException {
        List<String> shared = new ArrayList<>();
        try (WorkspaceFolder from = WorkspaceFolder.open(staged, down);
                WorkspaceFolder to = WorkspaceFolder.open(workspace, down)) {
            for (String name : names(down)) {
                if (isFolder(down, name) && to.look(name).isPresent()) {
                    shared.add(name);
                } else {
                    from.move(name, to, name);
                }
            }
        }
        for (String name : shared) {
            join(append(down, name));
        }
    }

    private List<String> names(List<String> down) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(at(down))) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        } catch (NoSuchFileException _) {
            return List.of();
        }
        return names;
    }

    private boolean isFolder(List<String> down, String name) {
        return Files.isDirectory(at(down).resolve(name), LinkOption.NOFOLLOW_LINKS);
    }

    private Path at(List<String> down) {
        return staged.resolve(String.join("/", down));
    }

    private static List<String> append(List<String> down, String name) {
        return Stream.concat(down.stream(), Stream.of(name)).toList();
    }
}
