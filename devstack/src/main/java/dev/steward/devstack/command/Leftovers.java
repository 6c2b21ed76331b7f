package dev.steward.devstack.command;

import dev.steward.devstack.suite.Layout;
import dev.steward.devstack.suite.PartStatus;
import dev.steward.devstack.suite.SuiteStatus;
import dev.steward.infra.ChildProcesses;
import java.util.Objects;

/** Processes of a suite whose launcher was killed, where the kernel could not end them with it. */
final class Leftovers {
    private Leftovers() {}

    static void end(Layout layout) {
        SuiteStatus.recorded(layout).ifPresent(status -> status.parts().reversed().stream()
                .map(PartStatus::process)
                .filter(Objects::nonNull)
                .flatMap(process -> process.handle().stream())
                .forEach(ChildProcesses::kill));
        SuiteStatus.delete(layout);
    }
}
