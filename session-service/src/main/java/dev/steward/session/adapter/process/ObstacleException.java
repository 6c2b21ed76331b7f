package dev.steward.session.adapter.process;

import java.io.IOException;

/** Something on the way through a workspace is not what the way needs, such as a symbolic link. */
final class ObstacleException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String what;

    ObstacleException(String name, String what) {
        super("'" + name + "' is " + what);
        this.what = "'" + name + "' is " + what;
    }

    String what() {
        return what;
    }
}
