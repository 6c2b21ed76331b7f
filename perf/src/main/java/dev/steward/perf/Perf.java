package dev.steward.perf;

import dev.steward.devstack.process.Console;
import dev.steward.devstack.suite.Layout;
import dev.steward.devstack.suite.SuiteException;
import dev.steward.infra.InfraException;
import dev.steward.perf.gateway.GatewayRun;
import dev.steward.perf.policy.PolicyRun;
import dev.steward.perf.routes.RouteRun;
import java.nio.file.Path;
import java.util.List;

/** The main class behind {@code ./steward perf}. */
final class Perf {
    private Perf() {}

    static void main(String[] arguments) throws Exception {
        int status;
        try {
            status = run(List.of(arguments), new Console(System.out));
        } catch (SuiteException | InfraException e) {
            System.err.println("steward: " + e.getMessage());
            status = 1;
        }
        System.exit(status);
    }

    private static int run(List<String> arguments, Console console) throws InterruptedException {
        if (arguments.equals(List.of(PolicyRun.NAME))) {
            return new PolicyRun(console).run();
        }
        if (arguments.equals(List.of(RouteRun.NAME))) {
            return new RouteRun(console).run();
        }
        var layout = Layout.of(Path.of(System.getProperty("steward.checkout", ".")), System.getenv());
        if (!arguments.isEmpty() && arguments.getFirst().equals(GatewayRun.NAME)) {
            return GatewayRun.run(layout, arguments.subList(1, arguments.size()), console);
        }
        var line = PerfLine.parse(arguments);
        return new PerfCommand(layout, line, console).run();
    }
}
