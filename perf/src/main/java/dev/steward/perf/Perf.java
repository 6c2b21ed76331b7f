package dev.steward.perf;

import dev.steward.devstack.process.Console;
import dev.steward.devstack.suite.Layout;
import dev.steward.devstack.suite.SuiteException;
import dev.steward.infra.InfraException;
import java.nio.file.Path;
import java.util.List;

/** The main class behind {@code ./steward perf}. */
final class Perf {
    private Perf() {}

    static void main(String[] arguments) throws Exception {
        int status;
        try {
            var line = PerfLine.parse(List.of(arguments));
            var layout = Layout.of(Path.of(System.getProperty("steward.checkout", ".")), System.getenv());
            status = new PerfCommand(layout, line, new Console(System.out)).run();
        } catch (SuiteException | InfraException e) {
            System.err.println("steward: " + e.getMessage());
            status = 1;
        }
        System.exit(status);
    }
}
