package dev.steward.devstack.command;

import dev.steward.devstack.process.Console;
import dev.steward.devstack.process.Readiness;
import dev.steward.devstack.suite.Layout;
import dev.steward.devstack.suite.PartStatus;
import dev.steward.devstack.suite.SuiteStatus;
import dev.steward.infra.AccessRules;
import java.net.URI;
import java.util.Locale;

/** Shows how each process stands now: exit status 0 when all are ready, 3 when one is not or nothing runs. */
record StatusCommand(Layout layout, CommandLine line, Console console) {
    private static final int NOT_READY = 3;

    int run() {
        var running = SuiteStatus.running(layout);
        if (running.isEmpty()) {
            console.say(line.has("--json") ? "{\"ready\": false, \"parts\": []}" : "The suite is not running.");
            return NOT_READY;
        }
        var now = running.get().checked(StatusCommand::isServing);
        if (line.has("--json")) {
            console.say(now.json());
        } else {
            now.parts().forEach(this::print);
            console.say("  admin password  " + now.adminPassword());
            if (now.part("kafka").isPresent()) {
                console.say("  Kafka, outside  " + layout.brokerLogin(AccessRules.OUTSIDE));
            }
        }
        return now.ready() ? 0 : NOT_READY;
    }

    private static boolean isServing(PartStatus part) {
        return !part.address().startsWith("http") || Readiness.answers(URI.create(part.address()));
    }

    private void print(PartStatus part) {
        var process = part.process();
        var pid = process == null ? "-" : String.valueOf(process.pid());
        var restarts = part.restarts() == 0 ? "" : "restarted " + part.restarts() + "x";
        var state = part.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        console.row(part.name(), state, String.format(Locale.ROOT, "pid %-8s %-24s %s", pid, part.address(), restarts));
    }
}
