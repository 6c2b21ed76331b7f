package dev.steward.session.adapter.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The folders of a host in which everybody may make files. Only what lies in them directly is looked at: nobody but its
 * owner can move that away, or put something else in its place.
 */
record SharedFolders(List<Path> folders) {

    static final SharedFolders OF_HOST =
            new SharedFolders(List.of(Path.of("/tmp"), Path.of("/var/tmp"), Path.of("/dev/shm")));

    private static final int STICKY = 01000;

    /** What a user has in them. */
    List<Path> of(int user) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path folder : folders) {
            if (isShared(folder)) {
                try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                    for (Path entry : entries) {
                        if (belongs(entry, user)) {
                            found.add(entry);
                        }
                    }
                } catch (DirectoryIteratorException e) {
                    throw e.getCause();
                }
            }
        }
        return found;
    }

    private static boolean isShared(Path folder) throws IOException {
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && ((Integer) Files.getAttribute(folder, "unix:mode") & STICKY) != 0;
    }

    private static boolean belongs(Path entry, int user) {
        try {
            return SessionUsers.uid(entry) == user;
        } catch (UncheckedIOException _) {
            // Gone since it was listed.
            return false;
        }
    }
}
