package dev.steward.devstack.command;

import dev.steward.devstack.process.Console;
import dev.steward.devstack.process.DevSessions;
import dev.steward.devstack.suite.Layout;
import dev.steward.devstack.suite.SuiteStatus;
import dev.steward.infra.ChildProcesses;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Stops the suite whose launcher runs elsewhere, and deletes its data if asked to. */
record DownCommand(Layout layout, CommandLine line, Console console, BufferedReader answers) {
    // Eight processes one after the other, 35 s each at the very most.
    private static final int DRAIN_SECONDS = 300;

    int run() throws IOException {
        if (line.has("--wipe") && !line.has("--yes") && !confirmed()) {
            console.say("Nothing was stopped or deleted.");
            return 1;
        }
        SuiteStatus.running(layout).ifPresentOrElse(this::stop, () -> console.say("The suite is not running."));
        Leftovers.end(layout);
        DevSessions.in(layout.files()).stop();
        if (line.has("--wipe")) {
            layout.wipe();
            console.say("Deleted the data in " + layout.data() + " and " + layout.state());
        }
        return 0;
    }

    private void stop(SuiteStatus status) {
        status.launcher().handle().ifPresent(launcher -> {
            launcher.destroy();
            try {
                launcher.onExit().get(DRAIN_SECONDS, TimeUnit.SECONDS);
                console.say("Stopped.");
            } catch (TimeoutException e) {
                ChildProcesses.killTree(launcher);
                console.say("The launcher did not stop within " + DRAIN_SECONDS + " s and was killed.");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private boolean confirmed() throws IOException {
        console.say("Delete all data in " + layout.data() + " and " + layout.state() + "? Type yes:");
        return "yes".equals(answers.readLine());
    }
}
