package dev.steward.session.adapter.process;

import dev.steward.session.domain.WorkspacePath;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/**
 * An archive unpacked where nobody else can reach it, so that what is looked at here stays as it was seen. Takes files,
 * folders and links that stay inside; of what else an entry says only whether a file may be run and how old it is.
 */
final class StagedArchive {

    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-r--r--");
    private static final Set<PosixFilePermission> PROGRAM = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> FOLDER = PROGRAM;
    private static final int MAY_BE_RUN = 0100;
    private static final int BUFFER = 64 << 10;

    private final Path root;
    private final SessionUsers users;
    private final int slot;
    private final ArchiveLimits limits;
    private final long quota;
    private final byte[] buffer = new byte[BUFFER];
    private long entries;
    private long folders;
    private long bytes;

    /** @param root an empty folder */
    StagedArchive(Path root, SessionUsers users, int slot, ArchiveLimits limits, long quota) {
        this.root = root;
        this.users = users;
        this.slot = slot;
        this.limits = limits;
        this.quota = quota;
    }

    long entries() {
        return entries;
    }

    long bytes() {
        return bytes;
    }

    void unpack(ArchiveStream stream) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(stream, StandardCharsets.UTF_8.name())) {
            for (TarArchiveEntry entry = next(tar, stream); entry != null; entry = next(tar, stream)) {
                if (++entries > limits.entries()) {
                    throw ArchiveRefusedException.archive("has more than " + limits.entries() + " entries");
                }
                add(entry, tar);
            }
            stream.drain();
        }
        if (!stream.isComplete()) {
            throw ArchiveRefusedException.archive("ends before its end");
        }
    }

    private static @Nullable TarArchiveEntry next(TarArchiveInputStream tar, ArchiveStream stream) {
        stream.beginHeader();
        try {
            return tar.getNextEntry();
        } catch (IOException | IllegalArgumentException _) {
            throw ArchiveRefusedException.archive("cannot be read as a tar archive");
        } finally {
            stream.endHeader();
        }
    }

    private void add(TarArchiveEntry entry, TarArchiveInputStream tar) throws IOException {
        String name = plain(entry.getName());
        if (name.isEmpty() && entry.isDirectory()) {
            return;
        }
        String refusal = WorkspacePath.refusal(name);
        if (refusal != null) {
            throw ArchiveRefusedException.entry(entry.getName(), refusal);
        }
        WorkspacePath path = WorkspacePath.of(name);
        try {
            Path parent = folders(entry, path);
            Path place = parent.resolve(path.file());
            if (entry.isDirectory()) {
                folder(entry, place);
            } else if (entry.isSymbolicLink()) {
                link(entry, path, place);
            } else {
                requireFile(entry);
                file(entry, tar, place);
            }
        } catch (InvalidPathException _) {
            throw ArchiveRefusedException.entry(entry.getName(), "has a name that this host cannot spell");
        }
    }

    /** Without what says that it begins here, and that it is a folder. */
    private static String plain(String name) {
        String plain = name;
        while (plain.startsWith("./")) {
            plain = plain.substring(2);
        }
        while (plain.endsWith("/")) {
            plain = plain.substring(0, plain.length() - 1);
        }
        return plain.equals(".") ? "" : plain;
    }

    private Path folders(TarArchiveEntry entry, WorkspacePath path) throws IOException {
        Path at = root;
        for (String name : path.folders()) {
            at = at.resolve(name);
            folder(entry, at);
        }
        return at;
    }

    private void folder(TarArchiveEntry entry, Path place) throws IOException {
        if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            throw ArchiveRefusedException.entry(
                    entry.getName(), "needs a folder where another entry is a file or a link");
        }
        // Those that only a path names count, too: an entry of a few bytes may name sixty.
        if (++folders > limits.entries()) {
            throw ArchiveRefusedException.archive("has more than " + limits.entries() + " folders");
        }
        Files.createDirectory(place);
        Files.setPosixFilePermissions(place, FOLDER);
        users.own(place, slot);
    }

    private static void requireFile(TarArchiveEntry entry) {
        if (entry.isLink()) {
            throw ArchiveRefusedException.entry(entry.getName(), "is a hard link");
        }
        if (entry.isSparse()) {
            throw ArchiveRefusedException.entry(entry.getName(), "is a sparse file");
        }
        byte kind = entry.getLinkFlag();
        if (kind != TarConstants.LF_NORMAL && kind != TarConstants.LF_OLDNORM && kind != TarConstants.LF_CONTIG) {
            throw ArchiveRefusedException.entry(entry.getName(), "is neither a file, a folder nor a symbolic link");
        }
    }

    private void file(TarArchiveEntry entry, TarArchiveInputStream tar, Path place) throws IOException {
        makeRoom(entry, place);
        try (OutputStream out = Files.newOutputStream(place, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int read = read(tar); read >= 0; read = read(tar)) {
                bytes += read;
                if (bytes > quota) {
                    throw new OverQuotaException(bytes, quota);
                }
                out.write(buffer, 0, read);
            }
        }
        Files.setPosixFilePermissions(place, (entry.getMode() & MAY_BE_RUN) == 0 ? FILE : PROGRAM);
        users.own(place, slot);
        Instant modified = entry.getLastModifiedTime().toInstant();
        if (modified.isAfter(Instant.EPOCH)) {
            Files.setLastModifiedTime(place, FileTime.from(modified));
        }
    }

    private void link(TarArchiveEntry entry, WorkspacePath path, Path place) throws IOException {
        String target = entry.getLinkName();
        if (!staysInside(target, path.folders().size())) {
            throw ArchiveRefusedException.entry(entry.getName(), "links out of the workspace");
        }
        makeRoom(entry, place);
        Files.createSymbolicLink(place, Path.of(target));
        users.own(place, slot);
    }

    /**
     * Ways up are taken at the start only, from folders that are no links: after a name they could lead anywhere, as that
     * name may be a link itself.
     */
    private static boolean staysInside(String target, int depth) {
        if (target.isEmpty() || target.startsWith("/") || target.codePoints().anyMatch(Character::isISOControl)) {
            return false;
        }
        int up = 0;
        boolean named = false;
        for (String name : target.split("/", -1)) {
            if (name.equals("..")) {
                if (named || ++up > depth) {
                    return false;
                }
            } else if (!name.isEmpty() && !name.equals(".")) {
                named = true;
            }
        }
        return true;
    }

    /** Of two entries of a path the later one counts. */
    private static void makeRoom(TarArchiveEntry entry, Path place) throws IOException {
        if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            throw ArchiveRefusedException.entry(entry.getName(), "is where another entry is a folder");
        }
        Files.deleteIfExists(place);
    }

    private int read(TarArchiveInputStream tar) {
        try {
            return tar.read(buffer, 0, buffer.length);
        } catch (IOException _) {
            throw ArchiveRefusedException.archive("ends within a file");
        }
    }

    /** Its files alone are more than a workspace may hold. */
    static final class OverQuotaException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final long needed;
        private final long limit;

        OverQuotaException(long needed, long limit) {
            super("more than a workspace may hold", null, false, false);
            this.needed = needed;
            this.limit = limit;
        }

        long limit() {
            return limit;
        }

        long needed() {
            return needed;
        }
    }
}
