package dev.steward.devstack.command;

import dev.steward.devstack.suite.Layout;
import dev.steward.devstack.suite.PartStatus;
import dev.steward.devstack.suite.SuiteException;
import dev.steward.devstack.suite.SuiteService;
import dev.steward.devstack.suite.SuiteStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Prints the log of one process, and with {@code --follow} what is added to it. */
record LogsCommand(Layout layout, CommandLine line) {

    int run() throws IOException, InterruptedException {
        var names =
                Arrays.stream(SuiteService.values()).map(SuiteService::module).collect(Collectors.joining(", "));
        if (line.words().size() != 1) {
            throw new SuiteException("Say which log: " + names + ", postgresql, kafka or launcher.");
        }
        var name = line.words().getFirst();
        var log = SuiteStatus.recorded(layout)
                .flatMap(status -> status.part(name))
                .map(PartStatus::log)
                .orElse(layout.log(name));
        if (!Files.exists(log)) {
            throw new SuiteException("There is no log of " + name + "; there can be one of " + names + ".");
        }
        var command = new ArrayList<>(List.of("tail", "-n", "+1"));
        if (line.has("--follow")) {
            command.add("-F");
        }
        command.add(log.toString());
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
