package dev.steward.session.adapter.process;

import dev.steward.session.domain.Setup;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Text for {@code /bin/sh} in which every value stands for itself, whatever is in it. */
final class ShellText {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private ShellText() {}

    static String quote(String value) {
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("no command and no environment can hold NUL");
        }
        return "'" + value.replace("'", "'\\''") + "'";
    }

    static String assignments(Map<String, String> values) {
        return values.entrySet().stream()
                .map(value -> name(value.getKey()) + "=" + quote(value.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    static String exports(Map<String, String> environment) {
        return environment.entrySet().stream()
                .map(value -> "export " + name(value.getKey()) + "=" + quote(value.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    /** What runs once for a workspace; ends with the first command that fails. */
    static String onCreation(Setup setup) {
        return run(Stream.concat(setup.onCreate().stream(), setup.postCreate().stream()));
    }

    /** What runs with every start; ends with the first command that fails. */
    static String onStart(Setup setup) {
        return run(setup.postStart().stream());
    }

    /** Said to the log before, and by exec, so that no name stands for a command of the shell itself. */
    private static String run(Stream<List<String>> commands) {
        return commands.map(command -> """
                        printf '%%s\n' %s
                        (exec %s) || exit
                        """.formatted(
                                quote("$ " + String.join(" ", command)),
                                command.stream().map(ShellText::quote).collect(Collectors.joining(" "))))
                .collect(Collectors.joining());
    }

    private static String name(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("no name of an environment variable");
        }
        return name;
    }
}
