package dev.steward.devstack.command;

import dev.steward.devstack.process.Console;
import dev.steward.devstack.process.DevSessions;
import dev.steward.devstack.suite.Layout;
import dev.steward.devstack.suite.SuiteLock;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/**
 * Cleans up after a launcher that was killed. The kernel ends the services with it, but not their dev sessions, so a
 * shell outside of the launcher's session waits for the pipe to it to close and then ends them.
 */
final class Watchman implements Closeable {
    static final String COMMAND = "clean-up-after-launcher";

    private static final String DISMISSED = "dismissed";
    private static final String WAIT = "read -r word; test \"$word\" = " + DISMISSED + " || exec \"$@\"";

    private final Writer pipe;

    private Watchman(Writer pipe) {
        this.pipe = pipe;
    }

    static Watchman start(Layout layout) throws IOException {
        var process = new ProcessBuilder(OwnCommand.with(List.of("setsid", "sh", "-c", WAIT, "sh"), List.of(COMMAND)))
                .directory(new File("/"))
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(layout.log("launcher").toFile()))
                .start();
        return new Watchman(process.outputWriter());
    }

    /** Ends what the launcher left, unless another one has taken over meanwhile. */
    static int cleanUp(Layout layout, Console console) throws IOException {
        try (var cleaning = SuiteLock.cleaning(layout)) {
            assert cleaning.lock().isValid();
            var lock = SuiteLock.tryAcquire(layout);
            if (lock.isPresent()) {
                try (var suite = lock.get()) {
                    assert suite.lock().isValid();
                    console.say("The launcher was killed; ending what it left running");
                    Leftovers.end(layout);
                    DevSessions.in(layout.files()).stop();
                }
            }
        }
        return 0;
    }

    @Override
    public void close() throws IOException {
        pipe.write(DISMISSED + "\n");
        pipe.close();
    }
}
