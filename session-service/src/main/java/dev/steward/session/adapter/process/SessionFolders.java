package dev.steward.session.adapter.process;

import java.nio.file.Path;
import java.util.UUID;

/**
 * Where a session lives on the disk: {@code sessions/<id>/} with {@code control/<attempt>/} (records of its
 * processes), {@code incoming/} (files on their way in), {@code prepared} (a mark), and {@code workspace/} and
 * {@code tmp/} (the only ones its user may enter).
 */
record SessionFolders(Path root) {

    static final String WORKSPACE = "workspace";
    static final String INCOMING = "incoming";

    SessionFolders {
        root = root.toAbsolutePath().normalize();
    }

    static SessionFolders below(Path dataFolder) {
        return new SessionFolders(dataFolder.resolve("sessions"));
    }

    Path session(String id) {
        // The parse keeps anything that is not an id, such as "..", from becoming a path.
        return root.resolve(UUID.fromString(id).toString());
    }

    Path workspace(String id) {
        return session(id).resolve(WORKSPACE);
    }

    Path incoming(String id) {
        return session(id).resolve(INCOMING);
    }

    /** What its processes need for a while; gone when they are. */
    Path temporary(String id) {
        return session(id).resolve("tmp");
    }

    Path control(String id) {
        return session(id).resolve("control");
    }

    /** There once the commands that prepare a workspace have run; next to it, so that its user cannot reach it. */
    Path prepared(String id) {
        return session(id).resolve("prepared");
    }

    Path record(String id, int attempt) {
        return control(id).resolve(String.valueOf(attempt));
    }
}
