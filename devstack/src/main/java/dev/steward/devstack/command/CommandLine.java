package dev.steward.devstack.command;

import dev.steward.devstack.suite.SuiteException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The arguments after the command's name: {@code --flag}, {@code --option VALUE} or {@code --option=VALUE}, and words. */
public record CommandLine(Set<String> flags, Map<String, String> options, List<String> words) {

    /** Refuses whatever the command does not know. */
    public static CommandLine parse(List<String> arguments, Set<String> flags, Set<String> options) {
        var foundFlags = new HashSet<String>();
        var foundOptions = new HashMap<String, String>();
        var words = new ArrayList<String>();
        for (var rest = arguments.iterator(); rest.hasNext(); ) {
            var argument = rest.next();
            if (!argument.startsWith("-")) {
                words.add(argument);
                continue;
            }
            int equals = argument.indexOf('=');
            var name = equals < 0 ? argument : argument.substring(0, equals);
            if (flags.contains(name) && equals < 0) {
                foundFlags.add(name);
            } else if (options.contains(name) && (equals >= 0 || rest.hasNext())) {
                foundOptions.put(name, equals < 0 ? rest.next() : argument.substring(equals + 1));
            } else {
                throw new SuiteException((options.contains(name) ? "A value is missing for " : "Unknown option ")
                        + argument + "; ./steward help lists them.");
            }
        }
        return new CommandLine(foundFlags, foundOptions, words);
    }

    public boolean has(String flag) {
        return flags.contains(flag);
    }

    public Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    CommandLine withoutWords() {
        if (!words.isEmpty()) {
            throw new SuiteException("Not understood: " + String.join(" ", words) + "; see ./steward help.");
        }
        return this;
    }
}
