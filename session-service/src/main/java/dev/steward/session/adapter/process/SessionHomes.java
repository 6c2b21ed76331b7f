package dev.steward.session.adapter.process;

import dev.steward.session.domain.Session;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** Makes and removes the folders of sessions. */
record SessionHomes(SessionFolders folders, SessionUsers users) {

    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> PASSABLE = PosixFilePermissions.fromString("rwx--x--x");

    /** Safe to repeat. */
    void prepare(Session session) throws IOException {
        String id = session.id();
        make(folders.root(), PASSABLE);
        make(folders.session(id), PASSABLE);
        make(folders.control(id), PRIVATE);
        make(folders.incoming(id), PRIVATE);
        for (Path own : List.of(folders.workspace(id), folders.temporary(id))) {
            make(own, PRIVATE);
            users.own(own, session.placement().slot());
        }
    }

    /** Where files count as the session's: its workspace first, which may be missing, and what else its processes made. */
    List<Path> files(String id) throws IOException {
        List<Path> files = new ArrayList<>(List.of(folders.workspace(id)));
        if (Files.isDirectory(folders.temporary(id), LinkOption.NOFOLLOW_LINKS)) {
            files.add(folders.temporary(id));
        }
        files.addAll(strays(id));
        return files;
    }

    /** Removes what its processes needed for a while, wherever they put it. None of them may be left. */
    void clear(String id) throws IOException, InterruptedException {
        HostCommands.remove(strays(id));
        if (!list(folders.temporary(id)).isEmpty()) {
            HostCommands.remove(folders.temporary(id));
        }
    }

    private List<Path> strays(String id) throws IOException {
        OptionalInt user = users.of(folders.workspace(id));
        return user.isPresent() ? SharedFolders.OF_HOST.of(user.getAsInt()) : List.of();
    }

    /**
     * Makes the record folder of an attempt, which only one caller ever can.
     *
     * @return null when somebody else did
     */
    @Nullable
    AttemptRecord claim(Session session) throws IOException {
        prepare(session);
        Path folder = folders.record(session.id(), session.attempts().count());
        return make(folder, PRIVATE) ? new AttemptRecord(folder) : null;
    }

    /** Removes the records of the attempts before the current one. */
    void removeOldRecords(Session session) throws IOException {
        Path current = folders.record(session.id(), session.attempts().count());
        for (Path record : list(folders.control(session.id()))) {
            if (!record.equals(current)) {
                FileSystemUtils.deleteRecursively(record);
            }
        }
    }

    /** Safe to repeat. No process of the session may be left that could exchange what is being deleted. */
    void remove(String id) throws IOException, InterruptedException {
        HostCommands.remove(folders.session(id));
    }

    List<String> found() throws IOException {
        return list(folders.root()).stream()
                .map(folder -> folder.getFileName().toString())
                .filter(SessionHomes::isId)
                .toList();
    }

    /**
     * The mode is set apart from the creation, as that is subject to the umask of this process; and also when the
     * folder is there, as whoever made it may have been killed in between.
     */
    private static boolean make(Path folder, Set<PosixFilePermission> mode) throws IOException {
        boolean made = create(folder);
        if (!Files.getPosixFilePermissions(folder).equals(mode)) {
            Files.setPosixFilePermissions(folder, mode);
        }
        return made;
    }

    private static boolean create(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return false;
        }
        Files.createDirectories(folder.getParent());
        try {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PRIVATE));
            return true;
        } catch (FileAlreadyExistsException _) {
            return false;
        }
    }

    /** What is in a folder; nothing when there is no such folder. */
    static List<Path> list(Path folder) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            List<Path> found = new ArrayList<>();
            entries.forEach(found::add);
            return found;
        } catch (NoSuchFileException _) {
            return List.of();
        }
    }

    private static boolean isId(String name) {
        try {
            return UUID.fromString(name).toString().equals(name);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
