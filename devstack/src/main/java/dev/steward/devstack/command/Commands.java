package dev.steward.devstack.command;

import dev.steward.devstack.process.Console;
import dev.steward.devstack.suite.Layout;
import dev.steward.devstack.suite.SuiteException;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The commands of the launcher and the options each understands. */
public final class Commands {
    private Commands() {}

    /** Returns the exit status. */
    public static int run(List<String> arguments) throws Exception {
        var environment = System.getenv();
        var layout = Layout.of(Path.of(System.getProperty("steward.checkout", ".")), environment);
        var console = new Console(System.out);
        var name = arguments.isEmpty() ? "help" : arguments.getFirst();
        var rest = arguments.stream().skip(1).toList();
        return switch (name) {
            case "up" -> {
                var line = upLine(rest);
                yield line.has(DetachedStart.FLAG)
                        ? new DetachedStart(layout, arguments, console).run()
                        : new UpCommand(layout, environment, line, console).run();
            }
            case "down" -> {
                var line = CommandLine.parse(rest, Set.of("--wipe", "--yes"), Set.of())
                        .withoutWords();
                var answers = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
                yield new DownCommand(layout, line, console, answers).run();
            }
            case "status" -> {
                var line = CommandLine.parse(rest, Set.of("--json"), Set.of()).withoutWords();
                yield new StatusCommand(layout, line, console).run();
            }
            case "logs" -> new LogsCommand(layout, CommandLine.parse(rest, Set.of("--follow"), Set.of())).run();
            case Watchman.COMMAND -> Watchman.cleanUp(layout, console);
            case "demo" -> new DemoCommand(layout, demoLine(rest), console).run();
            default -> throw new SuiteException("Unknown command " + name + "; ./steward help lists them.");
        };
    }

    private static CommandLine demoLine(List<String> rest) {
        var options = Set.of("--dataset", "--target", "--admin-password-file", "--kill-session", "--kill-service");
        return CommandLine.parse(rest, Set.of(), options).withoutWords();
    }

    private static CommandLine upLine(List<String> rest) {
        // --no-build is the script's; it is accepted so that the command line can be passed on as it is.
        var line = CommandLine.parse(rest, Set.of(DetachedStart.FLAG, "--no-build", "--no-cache"), Set.of("--infra"))
                .withoutWords();
        line.option("--infra").filter(value -> !value.equals("external")).ifPresent(value -> {
            throw new SuiteException("--infra can only be external; without it PostgreSQL and Kafka are embedded.");
        });
        return line;
    }
}
