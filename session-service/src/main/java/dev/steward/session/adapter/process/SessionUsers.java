package dev.steward.session.adapter.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * Who a session runs as. As root each slot has a user of its own, known by number only; otherwise sessions have the
 * rights of this service.
 */
final class SessionUsers {

    private static final int SLOTS = UserRanges.SIZE;

    private final boolean root;
    private final int base;

    SessionUsers(boolean root, int base) {
        this.root = root;
        this.base = base;
    }

    static SessionUsers forData(SessionFolders folders) {
        boolean root = isRoot();
        return new SessionUsers(
                root, root ? UserRanges.OF_HOST.claim(folders.root()) : UserRanges.preferred(folders.root()));
    }

    /** What the sessions of this data folder are kept apart by from those of another one, where the host needs a name. */
    String groupName() {
        return "steward-" + base;
    }

    boolean areSeparate() {
        return root;
    }

    /** What a command has to be started with to run as the user of a slot and never get more rights. */
    List<String> prefix(int slot) {
        List<String> always = List.of("setpriv", "--no-new-privs", "--pdeathsig=KILL");
        if (!root) {
            return always;
        }
        String user = String.valueOf(userOf(slot));
        return List.of(
                "setpriv",
                "--no-new-privs",
                "--pdeathsig=KILL",
                "--reuid=" + user,
                "--regid=" + user,
                "--clear-groups",
                "--inh-caps=-all",
                "--bounding-set=-all");
    }

    /** As {@link #prefix}, for a command that any thread of this service may start: it does not die with its thread. */
    List<String> reader(int slot) {
        return prefix(slot).stream()
                .filter(part -> !part.startsWith("--pdeathsig"))
                .toList();
    }

    /** Gives a file to the user of a slot. The file must lie where nobody else can exchange it. */
    void own(Path file, int slot) throws IOException {
        if (root) {
            Integer user = userOf(slot);
            Files.setAttribute(file, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(file, "unix:gid", user, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** Who a slot runs as; empty where that is this service's own user. */
    OptionalInt number(int slot) {
        return root ? OptionalInt.of(userOf(slot)) : OptionalInt.empty();
    }

    /** The user of the session a workspace belongs to; empty when it has none of its own, or no workspace. */
    OptionalInt of(Path workspace) {
        if (!root || !Files.isDirectory(workspace, LinkOption.NOFOLLOW_LINKS)) {
            return OptionalInt.empty();
        }
        try {
            int owner = uid(workspace);
            return owner >= base && owner < base + SLOTS ? OptionalInt.of(owner) : OptionalInt.empty();
        } catch (UncheckedIOException _) {
            return OptionalInt.empty();
        }
    }

    private int userOf(int slot) {
        return base + slot % SLOTS;
    }

    private static boolean isRoot() {
        try {
            // Through the link: that itself is always root's.
            return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int uid(Path file) {
        try {
            return (Integer) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
