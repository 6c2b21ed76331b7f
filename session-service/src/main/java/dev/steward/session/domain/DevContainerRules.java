package dev.steward.session.domain;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a {@code devcontainer.json} may say, as far as it is made use of. */
public final class DevContainerRules {

    public static final int MOST_PROPERTIES = 100;

    /** Under one property. */
    public static final int MOST_COMMANDS = 20;

    public static final String NO_VARIABLES =
            "must not use variables such as ${localEnv:NAME}, which are not replaced here";

    private static final int LONGEST_ARGUMENT = 4_096;
    private static final int MOST_ARGUMENTS = 100;
    private static final int LONGEST_FOLDER = 255;

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(?:(?:localEnv|containerEnv):"
            + "|(?:local|container)WorkspaceFolder(?:Basename)?\\}|devcontainerId\\})");
    private static final Pattern FOLDER = Pattern.compile("(?:/[A-Za-z0-9_.@+-]+)+/?");
    private static final Pattern DOTS = Pattern.compile("(?:^|/)\\.{1,2}(?:/|$)");
    private static final Pattern OF_THE_SYSTEM =
            Pattern.compile("/(?:proc|sys|dev|run|etc|bin|sbin|lib|lib64|boot)(?:/.*)?");

    private static final Pattern PROCESSORS = Pattern.compile("[0-9]{1,4}");
    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,15})(kb|mb|gb|tb)?");
    private static final Map<String, Integer> POWERS = Map.of("kb", 10, "mb", 20, "gb", 30, "tb", 40);

    private DevContainerRules() {}

    public static boolean hasVariable(String text) {
        return VARIABLE.matcher(text).find();
    }

    /** What is wrong with a workspace being found there; empty when nothing is. */
    public static Optional<String> folderFlaw(String folder) {
        if (hasVariable(folder)) {
            return Optional.of(NO_VARIABLES);
        }
        boolean good = folder.length() <= LONGEST_FOLDER
                && FOLDER.matcher(folder).matches()
                && !DOTS.matcher(folder).find()
                && !OF_THE_SYSTEM.matcher(folder).matches();
        return good
                ? Optional.empty()
                : Optional.of("must be an absolute path of a folder that is not the system's, without . and ..");
    }

    /** A command as a shell runs it. */
    public static List<String> shell(String command) {
        return List.of("/bin/sh", "-c", command);
    }

    /** What is wrong with a command and its arguments; empty when nothing is. */
    public static Optional<String> commandFlaw(List<String> command) {
        if (command.isEmpty() || command.size() > MOST_ARGUMENTS || isBlank(command)) {
            return Optional.of("must be a command with at most " + MOST_ARGUMENTS + " arguments");
        }
        if (command.stream().anyMatch(part -> part.length() > LONGEST_ARGUMENT || !PlainText.isPlain(part))) {
            return Optional.of(
                    "must have no more than " + LONGEST_ARGUMENT + " characters in a part, and no character zero");
        }
        return command.stream().anyMatch(DevContainerRules::hasVariable) ? Optional.of(NO_VARIABLES) : Optional.empty();
    }

    private static boolean isBlank(List<String> command) {
        return command.getFirst().isBlank() || command.equals(shell("")) || command.equals(shell(" "));
    }

    /** In thousandths; empty for what is no number of processors. */
    public static OptionalLong processors(String text) {
        return PROCESSORS.matcher(text).matches()
                ? OptionalLong.of(Long.parseLong(text) * 1_000)
                : OptionalLong.empty();
    }

    /** Empty for what is no amount; its units are powers of 1,024, as in the tools that read the file elsewhere. */
    public static OptionalLong bytes(String text) {
        Matcher amount = AMOUNT.matcher(text);
        if (!amount.matches()) {
            return OptionalLong.empty();
        }
        int power = amount.group(2) == null ? 0 : POWERS.getOrDefault(amount.group(2), 0);
        long number = Long.parseLong(amount.group(1));
        return number <= Long.MAX_VALUE >> power ? OptionalLong.of(number << power) : OptionalLong.empty();
    }

    /** What is expected of a requirement of the host. */
    public static String amountRule(Resource resource) {
        return resource == Resource.CPU
                ? "must be a whole number of processors"
                : "must be a whole number of bytes, kb, mb, gb or tb";
    }

    /** What is wrong with requiring so much; empty when nothing is. Less than the least is met by the least. */
    public static Optional<String> requirementFlaw(Resource resource, long amount) {
        return amount > resource.most()
                ? Optional.of("must be at most " + resource.write(resource.most()))
                : Optional.empty();
    }
}
