package dev.steward.session.adapter.process;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An open folder of a workspace. Every step down is an {@code openat} that follows no symbolic link, so no exchange of
 * a folder for a link, however well timed, leads out of the workspace. Not for concurrent use.
 */
final class WorkspaceFolder implements AutoCloseable {

    private SecureDirectoryStream<Path> here;

    private WorkspaceFolder(SecureDirectoryStream<Path> here) {
        this.here = here;
    }

    /** @param folder one whose parents nobody but this service's user may change, and neither is it itself a link */
    @SuppressWarnings("StreamResourceLeak") // Kept open; closed by the step down, or with this object.
    static WorkspaceFolder open(Path folder) throws IOException {
        DirectoryStream<Path> parent = Files.newDirectoryStream(folder.getParent());
        if (!(parent instanceof SecureDirectoryStream<Path> secure)) {
            parent.close();
            throw new IOException("this host cannot open folders relative to each other");
        }
        WorkspaceFolder opened = new WorkspaceFolder(secure);
        try {
            opened.enter(folder.getFileName().toString());
            return opened;
        } catch (IOException e) {
            opened.close();
            throw e;
        }
    }

    /** The last of several folders, each in the one before. */
    static WorkspaceFolder open(Path folder, List<String> down) throws IOException {
        WorkspaceFolder opened = open(folder);
        try {
            for (String name : down) {
                opened.enter(name);
            }
            return opened;
        } catch (IOException e) {
            opened.close();
            throw e;
        }
    }

    /** Goes down one step; {@link NoSuchFileException} when there is nothing of that name. */
    void enter(String name) throws IOException {
        enter(Path.of(name));
    }

    /** The same by a name as the host spells it, which need not be text. */
    void enter(Path name) throws IOException {
        PosixFileAttributes found = look(name).orElseThrow(() -> new NoSuchFileException(name.toString()));
        if (!found.isDirectory()) {
            throw new ObstacleException(name.toString(), kind(found));
        }
        // By its own dot: what was exchanged for a pipe meanwhile is refused, where opening it would wait for ever. A
        // link
        // is followed then, so what was opened is compared with what was looked at.
        SecureDirectoryStream<Path> next = here.newDirectoryStream(name.resolve("."));
        if (!Objects.equals(key(next), found.fileKey())) {
            next.close();
            throw new ObstacleException(name.toString(), "exchanged meanwhile");
        }
        here.close();
        here = next;
    }

    private static @Nullable Object key(SecureDirectoryStream<Path> folder) throws IOException {
        return folder.getFileAttributeView(PosixFileAttributeView.class)
                .readAttributes()
                .fileKey();
    }

    /** Of the entry itself, not of what it may link to. */
    Optional<PosixFileAttributes> look(String name) throws IOException {
        return look(Path.of(name));
    }

    Optional<PosixFileAttributes> look(Path name) throws IOException {
        try {
            return Optional.of(here.getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .readAttributes());
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /** Some of the names in this folder, in order; not to be asked twice. */
    List<Path> names(int most) throws IOException {
        List<Path> names = new ArrayList<>();
        try {
            Iterator<Path> all = here.iterator();
            while (names.size() < most && all.hasNext()) {
                names.add(all.next().getFileName());
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        Collections.sort(names);
        return names;
    }

    /** The entry if it is a plain file. */
    Optional<PosixFileAttributes> file(String name) throws IOException {
        Optional<PosixFileAttributes> found = look(name);
        if (found.isPresent() && !found.get().isRegularFile()) {
            throw new ObstacleException(name, kind(found.get()));
        }
        return found;
    }

    /** Moves an entry of this folder into another one as a whole, over a file that may be there. */
    void move(String name, WorkspaceFolder target, String newName) throws IOException {
        move(Path.of(name), target, Path.of(newName));
    }

    /** The same by names as the host spells them. */
    void move(Path name, WorkspaceFolder target, Path newName) throws IOException {
        here.move(name, target.here, newName);
    }

    /** Removes a file or a link, never a folder. */
    void delete(String name) throws IOException {
        here.deleteFile(Path.of(name));
    }

    /** Changes with every change of the content: a new file, a new length or a new time. */
    static String etag(PosixFileAttributes file) {
        long time = file.lastModifiedTime().to(TimeUnit.NANOSECONDS);
        return "\"%x-%x-%x\"".formatted(String.valueOf(file.fileKey()).hashCode(), time, file.size());
    }

    @Override
    public void close() throws IOException {
        here.close();
    }

    private static String kind(PosixFileAttributes found) {
        if (found.isSymbolicLink()) {
            return "a symbolic link";
        }
        if (found.isDirectory()) {
            return "a folder";
        }
        return found.isRegularFile() ? "a file" : "no plain file";
    }
}
