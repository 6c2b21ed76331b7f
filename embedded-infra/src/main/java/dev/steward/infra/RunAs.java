package dev.steward.infra;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The identity PostgreSQL runs under, because it refuses root: the caller's own, a uid of its own, or an unmapped one. */
record RunAs(int uid, List<String> prefix) {
    /** Not a user of the system; chosen like the default port so that it is recognised in a process list. */
    static final int POSTGRES_UID = 15_432;

    private static final int NOBODY_UID = 65_534;

    static boolean isRoot() {
        return ownerOf(Path.of("/proc/self")) == 0;
    }

    /** Chooses for a folder that is new or holds the data of an earlier run, and for binaries that must be reachable. */
    static RunAs choose(Path directory, Path data, Path binaries) {
        int self = ownerOf(Path.of("/proc/self"));
        if (self != 0) {
            return new RunAs(self, List.of());
        }
        int wanted = Files.exists(data) ? ownerOf(data) : POSTGRES_UID;
        if (wanted != 0) {
            var own = user(wanted);
            if (own.reaches(directory) && own.reaches(binaries)) {
                return own;
            }
        }
        // In a user namespace of its own the server believes not to be root, yet owns root's files.
        var unmapped = new RunAs(0, List.of("unshare", "-U", "--"));
        if ((wanted == 0 || !Files.exists(data)) && unmapped.reaches(binaries)) {
            return unmapped;
        }
        throw new InfraException("PostgreSQL refuses to run as root and neither a uid of its own (setpriv) nor a user"
                + " namespace (unshare) can reach " + data + ": use another data folder or another user.");
    }

    /** The identity that makes the data folder: initdb insists on a user the system knows by name. */
    RunAs known() {
        return uid == POSTGRES_UID && !prefix.isEmpty() ? user(NOBODY_UID) : this;
    }

    List<String> command(List<String> command) {
        var whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return whole;
    }

    void own(Path path) {
        if (prefix.isEmpty()) {
            return;
        }
        try {
            Files.setAttribute(path, "unix:uid", uid);
            Files.setAttribute(path, "unix:gid", uid);
        } catch (IOException e) {
            throw new InfraException("The owner of " + path + " cannot be changed: " + e.getMessage(), e);
        }
    }

    void ownTree(Path directory) {
        try (var tree = Files.walk(directory)) {
            tree.forEach(this::own);
        } catch (IOException e) {
            throw new InfraException("The folder " + directory + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static RunAs user(int uid) {
        var id = String.valueOf(uid);
        return new RunAs(uid, List.of("setpriv", "--reuid", id, "--regid", id, "--clear-groups", "--"));
    }

    private boolean reaches(Path directory) {
        return ChildProcesses.succeeds(command(List.of("test", "-x", directory.toString())));
    }

    private static int ownerOf(Path path) {
        try {
            return (int) Files.getAttribute(path, "unix:uid");
        } catch (IOException e) {
            throw new InfraException("The owner of " + path + " cannot be read: " + e.getMessage(), e);
        }
    }
}
